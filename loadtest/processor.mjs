// Artillery's entry: plain .mjs, because Artillery bundles a .ts processor to CommonJS, which a package of
// type "module" can't load. Node runs the imported .ts files as they are.

import { openGenerator } from './generator/open-generator.ts';
import { createSteps } from './generator/steps.ts';

/** Of Artillery's main process; its workers, which load this file too, need none of what judges a run. */
let run;

/** Once, before the workers start. What it puts into `vars` they get. */
export function prepareRun(context, _events, done) {
  import('./run/artillery-hooks.ts')
    .then(({ createArtilleryHooks }) => {
      run = createArtilleryHooks(process.env, global.artillery);
      return run.before(context);
    })
    .then(
      () => done(),
      (error) => {
        process.stderr.write(`${error.message}\n`);
        process.exit(1);
      },
    );
}

/** Once, after the workers have ended, or after a Ctrl-C. */
export function finishRun(_context, _events, done) {
  run.after().then(() => done());
}

const send = createSteps(({ vars }) => openGenerator(vars.handover, process.env));

export const sendWebhook = send('valid');
export const sendLarge = send('large');
export const sendAgain = send('repeated');
export const sendReplayed = send('replayed');
export const sendPoison = send('poison');
export const sendWrongSecret = send('wrong-secret');
export const sendAltered = send('altered');
export const sendOld = send('old');
export const sendUnsigned = send('unsigned');
