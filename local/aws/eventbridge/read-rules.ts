import { z } from 'zod';
import type { StackTemplate } from '../../boot/template/open-template.ts';
import { readProperties } from '../../boot/template/resources.ts';
import { parseFunctionReference } from '../lambda/function-reference.ts';
import { readSchedule } from './schedule.ts';

const ruleProperties = z.object({
  Name: z.string(),
  ScheduleExpression: z.string(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z.array(z.object({ Id: z.string(), Arn: z.string().startsWith('arn:aws:lambda:') })),
});

/** A rule that calls functions at times. Plain data. */
export interface RuleSettings {
  readonly name: string;
  readonly arn: string;
  readonly expression: string;
  readonly isEnabled: boolean;
  readonly targets: readonly { readonly arn: string; readonly functionName: string }[];
}

/** @throws TemplateError for what is not understood, such as a rule that waits for events */
export function readRules({
  resources,
  world,
}: Pick<StackTemplate, 'resources' | 'world'>): readonly RuleSettings[] {
  return resources.ofType('AWS::Events::Rule').map((resource) => {
    const { Name, ScheduleExpression, State, Targets } = readProperties(ruleProperties, resource);
    readSchedule(ScheduleExpression);
    return {
      name: Name,
      arn: `arn:aws:events:${world.region}:${world.accountId}:rule/${Name}`,
      expression: ScheduleExpression,
      isEnabled: State === 'ENABLED',
      targets: Targets.map(({ Arn }) => ({
        arn: Arn,
        functionName: parseFunctionReference(Arn).functionName,
      })),
    };
  });
}
