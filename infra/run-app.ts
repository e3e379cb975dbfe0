import { InputError } from './input-error.ts';

/** Runs a CDK app as a program. Errors that the user has to fix are printed as plain text, without a stack trace. */
export async function runApp(synthesizeApp: () => unknown): Promise<void> {
  try {
    await synthesizeApp();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
