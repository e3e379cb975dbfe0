import type { z } from 'zod';
import { describeIssues } from '../../http/describe-issues.ts';
import type { DeployedFunctions } from '../deployed-functions.ts';
import type { DeployedMappings } from '../event-source-mapping/deployed-mappings.ts';
import { LambdaFault } from './lambda-fault.ts';

/** What the API shows and changes. */
export interface LambdaContext {
  readonly functions: DeployedFunctions;
  readonly mappings: DeployedMappings;
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text, where it is not to be made of `body`. */
  readonly text?: string;
  readonly body?: object;
}

/** One operation of the API. Its input is what path, query, headers and body say, by the names of the reference. */
export interface Operation {
  readonly method: string;
  /** `/2015-03-31/functions/{FunctionName}` */
  readonly path: string;
  /** The headers of which it has parameters. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The body as it is, not parameters in JSON. */
  readonly takesPayload?: true;
  run(input: unknown, context: LambdaContext): Answer | Promise<Answer>;
}

/** Checks the input, and names what is wrong with it: a parameter that is not known here is refused. */
export function defineOperation<Input>(
  request: Omit<Operation, 'run'>,
  schema: z.ZodType<Input>,
  run: (input: Input, context: LambdaContext) => Answer | Promise<Answer>,
): Operation {
  return {
    ...request,
    run(input, context) {
      const parsed = schema.safeParse(input);
      if (parsed.success) return run(parsed.data, context);
      const { length } = parsed.error.issues;
      const count = length === 1 ? '1 validation error' : `${length} validation errors`;
      throw new LambdaFault(
        400,
        'ValidationException',
        `${count} detected: ${describeIssues(parsed.error)}`,
      );
    },
  };
}
