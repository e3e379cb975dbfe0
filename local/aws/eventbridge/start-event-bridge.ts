import { createServer } from 'node:http';
import { serveJson } from '../http/json-service.ts';
import { closeServer, listen } from '../http/listen.ts';
import { jsonRefusal, type Refusal } from '../http/refusal.ts';
import { createGuard, type EnforceAccess } from '../iam/guard.ts';
import { eventBridgeNeeds } from '../iam/needs/event-bridge.ts';
import { refuseForJson } from '../iam/refuse-access.ts';
import { EventsFault, putEvents, type TakenEvent } from './put-events.ts';
import type { RuleAction } from './rule-actions.ts';

/** The size that AWS accepts, if each quote in it is escaped. */
const bodyLimitBytes = 4_194_304;
const version = '1.1';

export interface EventBridge {
  /** `http://127.0.0.1:<port>` */
  readonly endpoint: string;
  readonly enforceAccess: EnforceAccess;
  stop(): Promise<void>;
}

/** Of EventBridge's API: what a bus takes is only told. */
export async function startEventBridge(
  onEvent: (event: TakenEvent) => void,
  ruleActions: Readonly<Record<string, RuleAction>> = {},
): Promise<EventBridge> {
  const guard = createGuard();
  const serve = serveJson({
    ...{ version, bodyLimitBytes, guard, describe, refuse: refuseForJson },
    actions: { ...ruleActions, PutEvents: (input) => putEvents(input, onEvent) },
    needs: eventBridgeNeeds,
  });
  const server = createServer(serve);
  const port = await listen(server, 0);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    enforceAccess: guard.enforce,
    stop: () => closeServer(server),
  };
}

function describe(error: unknown): Refusal {
  if (error instanceof EventsFault) return jsonRefusal(400, error.code, error.message, { version });
  return jsonRefusal(500, 'InternalException', String(error), { version });
}
