// What both browser tests need: Debian's Chromium, headless and without anything that calls home.

import { chromium } from 'playwright-core';

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-gpu',
      '--disable-quic',
      '--disable-sync',
      '--no-first-run',
      // Chromium refuses to run as root in its sandbox, and CI is root.
      '--no-sandbox',
    ],
  });
}
