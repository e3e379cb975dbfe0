import type { Access, AccessEvent, Administrator, Need, Place, RoleCaller } from './access.ts';
import { evaluate, type Principal } from './evaluate.ts';
import type { Policy } from './policy.ts';
import { partsOfArn } from './wildcard.ts';

/** Why a call is refused; each service has its own words for it. */
export type Refused =
  | { readonly kind: 'unsigned' }
  | { readonly kind: 'unknown-key' }
  | { readonly kind: 'denied'; readonly action: string; readonly message: string };

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** With its query, where a signature can be too. */
  readonly url?: string | undefined;
}

/** Stands in front of one service. */
export interface Guard {
  /** From now on goes by these policies. Until then it lets everybody in: services run without a stack in tests. */
  enforce(access: Access): void;
  /** @returns `undefined` for a caller who may do all that the call needs */
  check(request: SignedRequest, needsOf: (place: Place) => readonly Need[]): Refused | undefined;
}

export function createGuard(report: (event: AccessEvent) => void = () => undefined): Guard {
  let current: Access | undefined;
  const tellOnce = createTellOnce(report);
  return {
    enforce(next) {
      current = next;
    },
    check(request, needsOf) {
      const access = current;
      if (access === undefined) return undefined;
      const caller = callerOf(access, request);
      if (typeof caller === 'string') return { kind: caller };
      if (caller.kind === 'administrator') return undefined;
      return firstRefused(needsOf(access), (need) => checkNeed(access, caller, need, tellOnce));
    },
  };
}

function firstRefused(
  needs: readonly Need[],
  checkOne: (need: Need) => Refused | undefined,
): Refused | undefined {
  for (const need of needs) {
    const refused = checkOne(need);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

/** A grant is used and a call denied a thousand times a minute; each is worth one line. */
function createTellOnce(report: (event: AccessEvent) => void): (event: AccessEvent) => void {
  const told = new Set<string>();
  return (event) => {
    const text = `${event.kind} ${event.role} ${event.action} ${event.resource}`;
    if (told.has(text)) return;
    told.add(text);
    report(event);
  };
}

export function checkNeed(
  access: Access,
  caller: RoleCaller,
  { action, resource: own, context = {} }: Need,
  tell: (event: AccessEvent) => void,
): Refused | undefined {
  const resource = access.standIns[own] ?? own;
  const { role, arn, sessionArn } = caller;
  const { accountId } = access;
  const principal: Principal = { kind: 'role', accountId, arn, sessionArn };
  const about = { 'aws:principalarn': arn, 'aws:principalaccount': accountId };
  const decision = evaluate(
    { principal, action, resource, context: { ...secure, ...about, ...context } },
    { identity: caller.policy, resource: policyOf(access, resource) },
  );
  if (decision.kind === 'allowed') {
    for (const grant of decision.grants) tell({ kind: 'used', role, ...grant });
    return undefined;
  }
  const message = `User: ${sessionArn} is not authorized to perform: ${action} on resource: ${resource} ${decision.reason}`;
  tell({ kind: 'denied', role, action, resource, message });
  return { kind: 'denied', action, message };
}

/** Calls never leave this machine: they count as those over TLS, which all that is deployed makes. */
export const secure = { 'aws:securetransport': 'true' } as const;

export function policyOf({ accountId, resourcePolicies }: Access, resource: string): Policy {
  const [, , service, , owner = '', rest = ''] = partsOfArn(resource) ?? [];
  if (owner !== '' && owner !== accountId) return [letIn(accountId)];
  const holder = service === 's3' ? `arn:aws:s3:::${rest.split('/')[0]}` : resource;
  return resourcePolicies[holder] ?? [];
}

/** What another account's policy has to say, for that account to take anything from ours; it is not to be seen. */
function letIn(accountId: string): Policy[number] {
  const all = { isNot: false, patterns: ['*'] };
  const principals = { isAnyone: false, aws: [accountId], services: [] };
  return { effect: 'Allow', actions: all, resources: all, principals, conditions: [] };
}

function callerOf(
  { callers }: Access,
  { headers, url = '' }: SignedRequest,
): RoleCaller | Administrator | 'unsigned' | 'unknown-key' {
  const inHeader = /Credential=([^/,\s]+)/.exec(String(headers.authorization ?? ''))?.[1];
  const inUrl = /[?&]X-Amz-Credential=([^/%&]+)/.exec(url)?.[1];
  const key = inHeader ?? inUrl;
  if (key === undefined) return 'unsigned';
  const caller = Object.hasOwn(callers, key) ? callers[key] : undefined;
  if (caller === undefined) return 'unknown-key';
  if (caller.kind === 'administrator' || inHeader === undefined) return caller;
  return headers['x-amz-security-token'] === caller.sessionToken ? caller : 'unknown-key';
}
