import type { AccessEvent } from './access.ts';

/** The actions whose use can't be seen here, and why each is granted all the same. */
const unseen: Readonly<Record<string, string>> = {
  'logs:CreateLogStream': 'Lambda writes a function’s log in its role’s name; asked for at start.',
  'logs:PutLogEvents': 'Lambda writes a function’s log in its role’s name; asked for at start.',
  'sqs:GetQueueAttributes': 'Lambda asks for it when a queue is mapped to a function; so at start.',
  'xray:PutTelemetryRecords': 'Lambda’s X-Ray daemon reports on itself; nothing does so here.',
  'xray:PutTraceSegments': 'Lambda’s X-Ray daemon sends the segments; asked for at start.',
};

export interface GrantReport {
  /** `<role>: <action> on <resource>` */
  readonly used: readonly string[];
  readonly unused: readonly string[];
  /** Each with its reason. */
  readonly unseen: readonly string[];
  /** Actions with a reason that every role which has them used, or that no role has: the reason is out of date. */
  readonly outdated: readonly string[];
}

/** The synthesized roles' grants, less those that any stack of a run used. */
export function reportGrants(events: readonly AccessEvent[]): GrantReport {
  const used = new Set(events.filter(({ kind }) => kind === 'used').map(describe));
  const granted = new Map(
    events.filter(({ kind }) => kind === 'granted').map((event) => [describe(event), event.action]),
  );
  const rest = [...granted].filter(([grant]) => !used.has(grant));
  const unusedActions = new Set(rest.map(([, action]) => action));
  return {
    used: [...granted.keys()].filter((grant) => used.has(grant)).toSorted(),
    unused: rest
      .filter(([, action]) => unseen[action] === undefined)
      .map(([grant]) => grant)
      .toSorted(),
    unseen: rest
      .flatMap(([grant, action]) =>
        unseen[action] === undefined ? [] : [`${grant}: ${unseen[action]}`],
      )
      .toSorted(),
    outdated: Object.keys(unseen).filter((action) => !unusedActions.has(action)),
  };
}

function describe({ role, action, resource }: AccessEvent): string {
  return `${role}: ${action} on ${resource}`;
}
