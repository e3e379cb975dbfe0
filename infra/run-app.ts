import { InputError } from './input-error.ts';

/** Runs a CDK app as a program: what the user has to mend is said in plain words, without a stack trace. */
export async function runApp(synthesizeApp: () => unknown): Promise<void> {
  try {
    await synthesizeApp();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
