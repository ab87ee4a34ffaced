import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Surroundings, lookUp } from '../../src/server/lookup.ts';

/** Surroundings in which exactly these files are programs. */
function around(programs: string[], rest: Partial<Surroundings> = {}): Surroundings {
  return {
    trusted: true,
    setting: '',
    environment: { PATH: '/usr/bin:/opt/bin' },
    platform: 'linux',
    extension: '/ext',
    home: '/home/ann',
    isProgram: (file) => programs.includes(file),
    ...rest,
  };
}

const BUNDLED = '/ext/server/onrecord';
const ON_PATH = '/opt/bin/onrecord';
const environment = { PATH: '/usr/bin:/opt/bin', ONRECORD_PATH: '/env/onrecord' };
const ALL = ['/set/onrecord', '/env/onrecord', BUNDLED, ON_PATH];

test('the setting comes first, then the environment, then what is bundled, then the PATH', () => {
  const program = (...given: Parameters<typeof around>) => {
    const outcome = lookUp(around(...given));
    return outcome.found ? [outcome.program, outcome.source] : outcome.message;
  };
  assert.deepEqual(program(ALL, { setting: '/set/onrecord', environment }), ['/set/onrecord', 'setting']);
  assert.deepEqual(program(ALL, { environment }), ['/env/onrecord', 'environment']);
  assert.deepEqual(program(ALL), [BUNDLED, 'bundled']);
  assert.deepEqual(program([ON_PATH]), [ON_PATH, 'PATH']);
});

test('in a folder that is not trusted only the bundled program counts', () => {
  const wanted = { trusted: false, setting: '/set/onrecord', environment };
  assert.deepEqual(lookUp(around(ALL, wanted)), { found: true, program: BUNDLED, source: 'bundled' });
  const none = lookUp(around(['/set/onrecord', '/env/onrecord', ON_PATH], wanted));
  assert.match(none.found ? '' : none.message, /not trusted/);
});

test('a setting that names no program is told, and nothing else is taken', () => {
  const outcome = lookUp(around([BUNDLED, ON_PATH], { setting: '/set/onrecrod' }));
  assert.ok(!outcome.found && outcome.setting);
  assert.match(outcome.message, /onrecord\.server\.path.*\/set\/onrecrod/);
});

test('so is a variable', () => {
  const outcome = lookUp(around([BUNDLED], { environment: { ONRECORD_PATH: '/env/onrecord' } }));
  assert.ok(!outcome.found && !outcome.setting);
  assert.match(outcome.message, /ONRECORD_PATH names \/env\/onrecord/);
});

test('where there is nothing, the message says what to do', () => {
  const outcome = lookUp(around([]));
  assert.match(
    outcome.found ? '' : outcome.message,
    /not on the PATH.*cargo install.*onrecord\.server\.path/,
  );
});

test('a tilde stands for the home, and blanks for nothing', () => {
  const outcome = lookUp(around(['/home/ann/bin/onrecord'], { setting: ' ~/bin/onrecord ' }));
  assert.equal(outcome.found && outcome.program, '/home/ann/bin/onrecord');
  assert.equal(lookUp(around([BUNDLED], { setting: '  ' })).found, true);
});

test('a relative entry of the PATH is passed over: it would be a file of whatever folder is open', () => {
  const outcome = lookUp(around(['bin/onrecord', ON_PATH], { environment: { PATH: 'bin::/opt/bin' } }));
  assert.equal(outcome.found && outcome.program, ON_PATH);
});

test('Windows has its own names', () => {
  const windows = { platform: 'win32' as const, extension: 'C:\\ext', environment: { Path: 'C:\\a;D:\\b' } };
  const bundled = lookUp(around(['C:\\ext\\server\\onrecord.exe'], windows));
  assert.equal(bundled.found && bundled.program, 'C:\\ext\\server\\onrecord.exe');
  const onPath = lookUp(around(['D:\\b\\onrecord.exe'], windows));
  assert.equal(onPath.found && onPath.program, 'D:\\b\\onrecord.exe');
});
