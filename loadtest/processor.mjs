// Artillery's entry: plain .mjs, because Artillery bundles a .ts processor to CommonJS, which a package of
// type "module" can't load. Node runs the imported .ts files as they are.
import { createHooks } from './generator/hooks.ts';
import { openGenerator } from './generator/open-generator.ts';
import { prepareRun as prepare } from './plan/prepare-run.ts';

/** In Artillery's main process, once, before its workers start. What it returns in `vars` they get. */
export function prepareRun(context, _events, done) {
  prepare(context, process.env, global.artillery.testInfo.metadata.testConfig).then(
    () => done(),
    (error) => {
      process.stderr.write(`${error.message}\n`);
      process.exit(1);
    },
  );
}

/** In Artillery's main process, once, when its workers have ended. */
export function finishRun(_context, _events, done) {
  done();
}

const { send, recordAnswer, recordFailure } = createHooks(({ vars }) =>
  openGenerator(vars.handover, process.env),
);

export { recordAnswer, recordFailure };
export const sendWebhook = send('valid');
export const sendLarge = send('large');
export const sendAgain = send('repeated');
export const sendReplayed = send('replayed');
export const sendPoison = send('poison');
export const sendWrongSecret = send('wrong-secret');
export const sendAltered = send('altered');
export const sendOld = send('old');
export const sendUnsigned = send('unsigned');
