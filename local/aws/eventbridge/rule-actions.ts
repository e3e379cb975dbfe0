import { z } from 'zod';
import { describeIssues } from '../http/describe-issues.ts';
import type { DeployedRule, DeployedRules } from './deployed-rules.ts';
import { EventsFault } from './put-events.ts';

export type RuleAction = (input: unknown) => object;

const bus = { EventBusName: z.literal('default').optional() } as const;
const named = z.strictObject({ ...bus, Name: z.string() });
const listing = z.strictObject({ ...bus, NamePrefix: z.string().default('') });

/**
 * What can be seen and switched of the rules of a template.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html
 */
export function createRuleActions(
  rules: Pick<DeployedRules, 'all' | 'switch'>,
): Readonly<Record<string, RuleAction>> {
  const switchTo = (isEnabled: boolean) =>
    defineAction(named, ({ Name }) => {
      if (!rules.switch(Name, isEnabled)) throw noRule(Name);
      return {};
    });
  return {
    ListRules: defineAction(listing, ({ NamePrefix }) => ({
      Rules: rules.all.map(describeRule).filter(({ Name }) => Name.startsWith(NamePrefix)),
    })),
    DescribeRule: defineAction(named, ({ Name }) => {
      const found = rules.all.find(({ settings }) => settings.name === Name);
      if (found === undefined) throw noRule(Name);
      return describeRule(found);
    }),
    EnableRule: switchTo(true),
    DisableRule: switchTo(false),
  };
}

function defineAction<Input>(schema: z.ZodType<Input>, run: (input: Input) => object): RuleAction {
  return (given) => {
    const parsed = schema.safeParse(given);
    if (parsed.success) return run(parsed.data);
    throw new EventsFault('ValidationException', describeIssues(parsed.error));
  };
}

function noRule(name: string): EventsFault {
  const message = `Rule ${name} does not exist on EventBus default.`;
  return new EventsFault('ResourceNotFoundException', message);
}

function describeRule({ settings: { name, arn, expression }, isEnabled }: DeployedRule) {
  return {
    ...{ Name: name, Arn: arn, ScheduleExpression: expression, EventBusName: 'default' },
    State: isEnabled ? 'ENABLED' : 'DISABLED',
  };
}
