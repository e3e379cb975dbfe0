import { createServer } from 'node:http';
import { ZodError } from 'zod';
import { describeIssues } from '../http/describe-issues.ts';
import { serveJson } from '../http/json-service.ts';
import { closeServer, listen } from '../http/listen.ts';
import { jsonRefusal, type Refusal } from '../http/refusal.ts';
import { createGuard, type EnforceAccess } from '../iam/guard.ts';
import { logsNeeds } from '../iam/needs/logs.ts';
import { refuseForJson } from '../iam/refuse-access.ts';
import { blindObserver, type LogLine, type Observer } from '../observer.ts';
import { describeLogGroups, describeLogGroupsInput } from './describe-log-groups.ts';
import { filterLogEvents, filterLogEventsInput } from './filter-log-events.ts';
import { createQueries, groupsAsked, queryIdInput, startQueryInput } from './insights/queries.ts';
import { LogGroup, type LogGroupDefinition } from './log-group.ts';
import { LogsFault } from './logs-fault.ts';
import { putLogEvents, putLogEventsInput } from './put-log-events.ts';

const bodyLimitBytes = 262_144;
const version = '1.1';

export interface Logs extends Observer {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly enforceAccess: EnforceAccess;
  /** Has these groups from now on. One that was there keeps its events. */
  deploy(definitions: readonly LogGroupDefinition[]): void;
  stop(): Promise<void>;
}

/**
 * CloudWatch Logs over these groups. A line of any other group is not kept, as nobody may create one.
 *
 * @param observer takes each line of PutLogEvents, and hands it back to `log`. Default: these groups alone
 */
export async function startLogs(
  definitions: readonly LogGroupDefinition[],
  observer?: Pick<Observer, 'log'>,
): Promise<Logs> {
  let groups = groupsOf(definitions, new Map());
  const guard = createGuard();
  const queries = createQueries();
  const keep = (line: LogLine) => groups.get(line.logGroup)?.add(line);
  const write = observer?.log ?? keep;
  const serve = serveJson({
    ...{ version, bodyLimitBytes, guard, describe, refuse: refuseForJson },
    actions: {
      DescribeLogGroups: (input) =>
        describeLogGroups([...groups.values()], describeLogGroupsInput.parse(input)),
      FilterLogEvents(input) {
        const parsed = filterLogEventsInput.parse(input);
        return filterLogEvents(groupOf(groups, parsed), parsed);
      },
      PutLogEvents(input) {
        const parsed = putLogEventsInput.parse(input);
        const { logGroupName } = parsed;
        return putLogEvents(groupOf(groups, { logGroupName }), parsed, { now: Date.now(), write });
      },
      StartQuery(input) {
        const parsed = startQueryInput.parse(input);
        const asked = groupsAsked(parsed).map((logGroupIdentifier) =>
          groupOf(groups, { logGroupIdentifier }),
        );
        return queries.start(asked, parsed);
      },
      GetQueryResults: (input) => queries.results(queryIdInput.parse(input)),
      StopQuery: (input) => queries.stop(queryIdInput.parse(input)),
    },
    needs: logsNeeds,
  });
  const server = createServer(serve);
  const port = await listen(server, 0);
  return {
    ...blindObserver,
    log: keep,
    endpoint: `http://127.0.0.1:${port}`,
    enforceAccess: guard.enforce,
    deploy(next) {
      groups = groupsOf(next, groups);
    },
    stop: () => closeServer(server),
  };
}

type LogGroups = ReadonlyMap<string, LogGroup>;

/** By name, and in its order. */
function groupsOf(definitions: readonly LogGroupDefinition[], before: LogGroups): LogGroups {
  const now = Date.now();
  const sorted = definitions.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(
    sorted.map((definition) => {
      const group = before.get(definition.name) ?? new LogGroup(definition, now);
      group.definition = definition;
      return [definition.name, group];
    }),
  );
}

interface Named {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
}

function groupOf(groups: LogGroups, named: Named): LogGroup {
  const { logGroupName, logGroupIdentifier } = named;
  if ((logGroupName === undefined) === (logGroupIdentifier === undefined)) {
    throw new LogsFault('Specify either logGroupName or logGroupIdentifier.');
  }
  const name = logGroupName ?? logGroupIdentifier?.replace(/^arn:.*:log-group:|:\*$/g, '') ?? '';
  const group = groups.get(name);
  if (group !== undefined) return group;
  const code = 'ResourceNotFoundException';
  throw new LogsFault('The specified log group does not exist.', { code });
}

function describe(error: unknown): Refusal {
  if (error instanceof LogsFault) {
    const { code, message, fields } = error;
    return jsonRefusal(400, code, message, { version, ...fields });
  }
  if (error instanceof ZodError) {
    return jsonRefusal(400, 'InvalidParameterException', describeIssues(error), { version });
  }
  return jsonRefusal(500, 'InternalFailure', String(error), { version });
}
