import type { Access, AccessEvent, Administrator, Need, Place, RoleCaller } from './access.ts';
import { type Decision, evaluate } from './evaluate.ts';
import type { Policy } from './policy.ts';
import { partsOfArn } from './wildcard.ts';

/** Why a call is refused; each service has its own words for it. */
export type Refused = { readonly kind: 'unsigned' } | { readonly kind: 'unknown-key' } | Denied;

/** In AWS's words. */
export interface Denied {
  readonly kind: 'denied';
  readonly action: string;
  readonly message: string;
}

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** With its query, where a signature can be too. */
  readonly url?: string | undefined;
}

/** @param tell hears of what was used and denied */
export type EnforceAccess = (access: Access, tell: (event: AccessEvent) => void) => void;

/** Stands in front of one service. */
export interface Guard {
  /** From now on goes by these policies. Until then it lets everybody in: in tests, services run without a stack. */
  readonly enforce: EnforceAccess;
  /** @returns `undefined` for a caller who may do all that the call needs */
  check(request: SignedRequest, needsOf: (place: Place) => readonly Need[]): Refused | undefined;
}

export function createGuard(): Guard {
  let current: { readonly access: Access; readonly checkOne: CheckOne } | undefined;
  return {
    enforce(access, tell) {
      current = { access, checkOne: createCheck(access, createTellOnce(tell)) };
    },
    check(request, needsOf) {
      if (current === undefined) return undefined;
      const { access, checkOne } = current;
      const caller = callerOf(access, request);
      if (typeof caller === 'string') return { kind: caller };
      if (caller.kind === 'administrator') return undefined;
      return firstRefused(needsOf(access), (need) => checkOne(caller, need));
    },
  };
}

type CheckOne = (caller: RoleCaller, need: Need) => Denied | undefined;

const rememberedNeeds = 1_000;

/** Remembers what was allowed: a function asks for the same few things all the time, and policies stay as they are. */
function createCheck(access: Access, tell: (event: AccessEvent) => void): CheckOne {
  const allowed = new Set<string>();
  return (caller, need) => {
    const key =
      isIndifferent(access, caller, need) && `${caller.sessionArn} ${need.action} ${need.resource}`;
    if (key !== false && allowed.has(key)) return undefined;
    const denied = checkNeed(access, caller, need, tell);
    if (denied !== undefined || key === false) return denied;
    if (allowed.size >= rememberedNeeds) allowed.clear();
    allowed.add(key);
    return undefined;
  };
}

/** Whether no policy asks for what only this request has. */
function isIndifferent(access: Access, { policy }: RoleCaller, { resource, context }: Need) {
  if (context === undefined) return true;
  return [...policy, ...policyOf(access, resource)].every(({ conditions }) =>
    conditions.every(({ key }) => !Object.hasOwn(context, key)),
  );
}

function firstRefused(
  needs: readonly Need[],
  checkOne: (need: Need) => Denied | undefined,
): Denied | undefined {
  for (const need of needs) {
    const denied = checkOne(need);
    if (denied !== undefined) return denied;
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

/** @param tell hears of each grant that was used, and of the denial */
export function checkNeed(
  access: Access,
  caller: RoleCaller,
  { action, resource: own, context = {} }: Need,
  tell: (event: AccessEvent) => void,
): Denied | undefined {
  const { role, sessionArn } = caller;
  const resources = access.standIns[own] ?? [own];
  const decisions = resources.map((resource) =>
    decide(access, caller, { action, resource, context }),
  );
  const allowed = decisions.find(({ kind }) => kind === 'allowed');
  if (allowed?.kind === 'allowed') {
    for (const grant of allowed.grants) tell({ kind: 'used', role, ...grant });
    return undefined;
  }
  const [resource = own] = resources;
  const reason = decisions[0]?.kind === 'denied' ? decisions[0].reason : '';
  const message = `User: ${sessionArn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
  tell({ kind: 'denied', role, action, resource, message });
  return { kind: 'denied', action, message };
}

function decide(
  access: Access,
  { arn, sessionArn, policy }: RoleCaller,
  { action, resource, context }: Required<Need>,
): Decision {
  const { accountId } = access;
  const about = { 'aws:principalarn': arn, 'aws:principalaccount': accountId };
  return evaluate(
    {
      principal: { kind: 'role', accountId, arn, sessionArn },
      action,
      resource,
      context: { ...secure, ...about, ...context },
    },
    { identity: policy, resource: policyOf(access, resource) },
  );
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
