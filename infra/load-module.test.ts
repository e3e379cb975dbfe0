import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const moduleUrl = new URL('load-module.ts', import.meta.url).href;

/** Each has its mistake in line 3. */
const mistakes = {
  'brackets.ts': 'export default {\n  sources: {},\n  routes: [[},\n};\n',
  'comma.ts': 'export default {\n  name: 1\n  match: {},\n};\n',
  'enum.ts': 'export default {};\n\nenum Stage { dev }\n',
  'undeclared.ts': 'export default {\n  sources: {},\n  url: appUrl,\n};\n',
  'thrown inside.ts': 'function urlOf() {\n\n  return new URL("x");\n}\nexport default urlOf();\n',
  'imports.ts': "export * from './comma.ts';\n",
  'absent.ts': "import './nothing.ts';\n",
};

let directory: string;
let said: Readonly<Record<string, string>>;

// By Node.js itself, as every command loads it: Vitest would load the files its own way.
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'spillway load-'));
  for (const [name, text] of Object.entries(mistakes)) await writeFile(join(directory, name), text);
  const code = `import { loadModule } from ${JSON.stringify(moduleUrl)};
    const said = {};
    for (const name of ${JSON.stringify(Object.keys(mistakes))}) {
      await loadModule(${JSON.stringify(directory)} + '/' + name, name).catch((error) => {
        said[name] = error.message;
      });
    }
    console.log(JSON.stringify(said));`;
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--input-type=module', '--eval', code],
  ]);
  said = JSON.parse(stdout);
});
afterAll(() => rm(directory, { recursive: true, force: true }));

it.each(['brackets.ts', 'comma.ts', 'enum.ts', 'undeclared.ts', 'thrown inside.ts'])(
  'names the line of %s that can not be loaded',
  (name) => {
    expect(said[name]).toMatch(new RegExp(`^${name} could not be loaded, at ${name}:3: \\w`));
  },
);

it('names the file that has the mistake where another one imports it', () => {
  expect(said['imports.ts']).toMatch(/^imports\.ts could not be loaded, at comma\.ts:3: /);
});

it('gives the reason alone where Node.js names no line', () => {
  expect(said['absent.ts']).toMatch(/^absent\.ts could not be loaded: Cannot find module /);
});
