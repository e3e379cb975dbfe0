import { SynthesisError } from '../boot/synthesis/start-synthesis.ts';
import { TemplateError } from '../boot/template/resolver.ts';
import { UsageError } from '../usage-error.ts';
import { defaultPort, highestPort, npmStartLine, readCommandLine } from './command-line.ts';

/**
 * One plain sentence for what a user can mend, all there is for the rest.
 *
 * @param args of `npm start --`: what is suggested keeps them
 */
export function explainFailure(error: unknown, args: readonly string[]): string {
  const { code, port } = Object(error);
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken: stop what listens there, or choose others: ${withOtherPorts(port, args)}`;
  }
  if (code === 'EACCES') {
    return `Port ${port} is not allowed for this user: choose others: ${withOtherPorts(port, args)}`;
  }
  const isPlain = [UsageError, SynthesisError, TemplateError].some((type) => error instanceof type);
  if (isPlain && error instanceof Error) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

function withOtherPorts(taken: number, args: readonly string[]): string {
  const port = taken < 1024 ? defaultPort : Math.min(taken + 10, highestPort);
  return npmStartLine({ ...readCommandLine(args), port });
}
