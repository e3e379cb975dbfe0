import type { Access, RoleCaller } from './access.ts';

/** What either of two revisions of a stack allows. */
export function mergeAccess(older: Access, newer: Access): Access {
  const callers = Object.entries(newer.callers).map(([key, caller]) => {
    const before = older.callers[key];
    return caller.kind === 'role' && before?.kind === 'role'
      ? ([key, withPolicyOf(before, caller)] as const)
      : ([key, caller] as const);
  });
  return {
    ...newer,
    callers: Object.fromEntries(callers),
    resourcePolicies: mergeLists(older.resourcePolicies, newer.resourcePolicies),
    standIns: mergeLists(older.standIns, newer.standIns),
  };
}

function withPolicyOf(before: RoleCaller, caller: RoleCaller): RoleCaller {
  return { ...caller, policy: [...before.policy, ...caller.policy] };
}

type Lists<Item> = Readonly<Record<string, readonly Item[]>>;

function mergeLists<Item>(older: Lists<Item>, newer: Lists<Item>): Lists<Item> {
  const names = new Set([...Object.keys(older), ...Object.keys(newer)]);
  return Object.fromEntries(
    [...names].map((name) => [name, [...(older[name] ?? []), ...(newer[name] ?? [])]]),
  );
}
