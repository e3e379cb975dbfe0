import { UsageError } from './command-line.ts';
import { SynthesisError } from './synthesis/start-synthesis.ts';
import { TemplateError } from './template/resolver.ts';

/** One plain sentence for what a user can mend, all there is for the rest. */
export function explainFailure(error: unknown): string {
  const { code, port } = Object(error);
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: stop what listens there, or choose others with npm start -- --port <number>.`;
  }
  if (code === 'EACCES') {
    return `Port ${port} is not allowed for this user: choose others with npm start -- --port <number>.`;
  }
  const isPlain = [UsageError, SynthesisError, TemplateError].some((type) => error instanceof type);
  if (isPlain && error instanceof Error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
