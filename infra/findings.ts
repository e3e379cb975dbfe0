import type { App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { InputError } from './input-error.ts';

/**
 * Checks an app against cdk-nag's AwsSolutions rules, warnings included.
 *
 * @throws InputError with each finding that no `acknowledge` explains, and where it is.
 */
export function requireNoFindings(app: App): void {
  const { violations } = new AwsSolutionsChecks(app).validateScope(app);
  if (violations.length === 0) return;
  const lines = violations.map(({ ruleName, description, violatingResources }) => {
    const where = violatingResources.map((at) => at.constructPath ?? at.resourceLogicalId);
    return `  ${ruleName} at ${where.join(', ')}: ${description}`;
  });
  throw new InputError(`cdk-nag objects; mend or acknowledge() each:\n${lines.join('\n')}`);
}
