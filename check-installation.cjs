// Loaded before everything else by `npm start`, `npm run demo`, `npx cdk` and `npx spillway`. It has to be read by a
// Node that is too old for the rest, and without any package: no TypeScript, no imports, the syntax of 2015.
const fs = require('node:fs');
const nodeModule = require('node:module');
const path = require('node:path');
const project = require('./package.json');

/** Node runs TypeScript as it is since 22.18; `await using` came with 24. */
const oldestMajor = 24;

function findProblem() {
  const names = Object.keys(project.dependencies).concat(Object.keys(project.devDependencies));
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === names.length) {
    return 'The packages of Spillway are not installed yet: run `npm ci` first.';
  }
  if (missing.length > 0) {
    return `package.json names packages that are not installed (${missing.join(', ')}): run \`npm ci\`.`;
  }
  if (Number(process.versions.node.split('.')[0]) < oldestMajor) {
    return `This is Node.js ${process.versions.node}, and Spillway needs ${oldestMajor} or newer: \`npm ci\` (without --ignore-scripts) installs one that \`npm start\`, \`npm run …\` and \`npx …\` use.`;
  }
  return undefined;
}

function isInstalled(name) {
  return module.paths.some((folder) => fs.existsSync(path.join(folder, name)));
}

const problem = findProblem();
if (problem !== undefined) {
  process.stderr.write(`${problem}\n`);
  process.exit(1);
}

// Compiling takes a quarter to a half of a start, in threads and in the programs that are started from here too.
nodeModule.enableCompileCache();
const compiled = nodeModule.getCompileCacheDir();
// biome-ignore lint/style/noProcessEnv: Node.js itself reads it, from there only.
if (compiled !== undefined) process.env.NODE_COMPILE_CACHE = path.dirname(compiled);
