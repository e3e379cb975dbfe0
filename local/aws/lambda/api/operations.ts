import { aliasOperations } from './aliases.ts';
import { concurrencyOperations } from './concurrency.ts';
import { mappingOperations } from './event-source-mappings.ts';
import { functionOperations } from './functions.ts';
import { invokeOperations } from './invoke.ts';
import type { Operation } from './operation.ts';
import { policyOperations } from './policy.ts';

/** Every operation that this endpoint knows. */
export const operations: Readonly<Record<string, Operation>> = {
  ...functionOperations,
  ...aliasOperations,
  ...concurrencyOperations,
  ...mappingOperations,
  ...invokeOperations,
  ...policyOperations,
};
