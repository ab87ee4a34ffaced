// Which program is the server. Knows neither VS Code nor the disk, so that its tests need neither.

import * as path from 'node:path';

/** The environment variable that names a program. */
export const VARIABLE = 'ONRECORD_PATH';

/** What the choice depends on. */
export interface Surroundings {
  /** Whether the user trusts the folders that are open. */
  trusted: boolean;
  /** The setting `onrecord.server.path`. */
  setting: string;
  environment: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** Where the extension is installed. */
  extension: string;
  home: string;
  /** Whether a path is a file that can be run. */
  isProgram: (file: string) => boolean;
}

/** Where a program was found. */
export type Source = 'setting' | 'environment' | 'bundled' | 'PATH';

export type Outcome =
  | { found: true; program: string; source: Source }
  /** `message` tells a person what was looked for and what to do; `setting` is whether a setting is to blame. */
  | { found: false; message: string; setting: boolean };

/**
 * The first of: the setting, the environment, the program that comes with the extension, the PATH.
 *
 * A setting or a variable that names no program is a mistake to be told, and not passed over: somebody wants that
 * program and no other. In a folder that is not trusted nothing counts but the program that was installed with us.
 */
export function lookUp(around: Surroundings): Outcome {
  const bundled = join(around, around.extension, 'server', programName(around.platform));
  if (!around.trusted) {
    if (around.isProgram(bundled)) return { found: true, program: bundled, source: 'bundled' };
    return nothing(
      'This folder is not trusted, and the extension came without the program `onrecord`. Trust the folder to use yours.',
    );
  }
  const setting = expandHome(around.setting.trim(), around);
  if (setting !== '') {
    if (around.isProgram(setting)) return { found: true, program: setting, source: 'setting' };
    return {
      found: false,
      message: `The setting \`onrecord.server.path\` names ${setting}, which is no program that can be run.`,
      setting: true,
    };
  }
  const variable = around.environment[VARIABLE]?.trim() ?? '';
  if (variable !== '') {
    if (around.isProgram(variable)) return { found: true, program: variable, source: 'environment' };
    return nothing(
      `The environment variable ${VARIABLE} names ${variable}, which is no program that can be run.`,
    );
  }
  if (around.isProgram(bundled)) return { found: true, program: bundled, source: 'bundled' };
  const onPath = searchPath(around);
  if (onPath !== undefined) return { found: true, program: onPath, source: 'PATH' };
  return nothing(
    'The program `onrecord` was not found: the extension came without it, and it is not on the PATH. ' +
      'Install it with `cargo install --path .` in a clone of Onrecord, or name it in the setting `onrecord.server.path`.',
  );
}

/** What people call a source. */
export function sourceInWords(source: Source): string {
  switch (source) {
    case 'setting':
      return 'named by the setting onrecord.server.path';
    case 'environment':
      return `named by the environment variable ${VARIABLE}`;
    case 'bundled':
      return 'which came with the extension';
    case 'PATH':
      return 'found on the PATH';
  }
}

function nothing(message: string): Outcome {
  return { found: false, message, setting: false };
}

function programName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'onrecord.exe' : 'onrecord';
}

function join(around: Surroundings, ...parts: string[]): string {
  return (around.platform === 'win32' ? path.win32 : path.posix).join(...parts);
}

/** `~/bin/onrecord`, which no shell expands for us. */
function expandHome(file: string, around: Surroundings): string {
  return /^~[/\\]/.test(file) ? join(around, around.home, file.slice(2)) : file;
}

function searchPath(around: Surroundings): string | undefined {
  const windows = around.platform === 'win32';
  // Windows calls the variable `Path`, and a copy of its environment is an ordinary object.
  const key = Object.keys(around.environment).find(
    (key) => key === 'PATH' || (windows && key.toUpperCase() === 'PATH'),
  );
  const folders = (key === undefined ? '' : (around.environment[key] ?? '')).split(windows ? ';' : ':');
  const absolute = (windows ? path.win32 : path.posix).isAbsolute;
  // A relative entry would mean whatever folder is open.
  return folders
    .filter((folder) => absolute(folder))
    .map((folder) => join(around, folder, programName(around.platform)))
    .find(around.isProgram);
}
