import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const project = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const names = Object.keys({ ...project.dependencies, ...project.devDependencies });

const copy = mkdtempSync(join(tmpdir(), 'spillway-installation-'));
afterAll(() => rmSync(copy, { recursive: true }));

beforeEach(() => {
  rmSync(copy, { recursive: true });
  mkdirSync(join(copy, 'cli'), { recursive: true });
  for (const file of ['package.json', 'check-installation.cjs', 'cli/spillway.cjs']) {
    copyFileSync(join(root, file), join(copy, file));
  }
});

function install(packages: readonly string[]): void {
  for (const name of packages) mkdirSync(join(copy, 'node_modules', name), { recursive: true });
}

function run(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const preloaded = ['--require', './check-installation.cjs', '--eval', 'console.log("started")'];

it.each([
  ['a program that loads it first', preloaded],
  ['the command line', ['cli/spillway.cjs', '--help']],
])('sends %s back to `npm ci` where nothing is installed', (_, args) => {
  const stderr = 'The packages of Spillway are not installed yet: run `npm ci` first.\n';
  expect(run(...args)).toEqual({ status: 1, stdout: '', stderr });
});

it('names the package that a newer version needs and that is not installed', () => {
  install(names.filter((name) => name !== 'zod'));
  const { status, stderr } = run(...preloaded);
  expect(status).toBe(1);
  expect(stderr).toBe('package.json names packages that are not installed (zod): run `npm ci`.\n');
});

it('lets a program start where all packages are installed', () => {
  install(names);
  expect(run(...preloaded)).toEqual({ status: 0, stdout: 'started\n', stderr: '' });
});

it.each(['20.20.2', '22.18.0'])('says that Node %s is too old, and what to do', (version) => {
  install(names);
  const older = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`;
  const { status, stderr } = run('--eval', `${older} require('./check-installation.cjs')`);
  expect(status).toBe(1);
  expect(stderr).toMatch(new RegExp(`^This is Node.js ${version}, .*npm ci.*\\n$`));
});

it.each([
  ['npm start', project.scripts.start],
  ['npm run demo', project.scripts.demo],
  ['npx cdk', JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')).app],
])('is loaded before all else by %s', (_, command) => {
  expect(command).toMatch(/^node --require \.\/check-installation\.cjs (--\S+ )?\S+\.ts$/);
});
