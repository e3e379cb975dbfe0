/** Webhooks that share a past. Minutes count from the start. */
export interface Group {
  readonly webhooks: number;
  readonly receivedAt: number;
  /** Failed attempts. */
  readonly attempts: number;
  /** When the first of them was put back because the destination rests. */
  readonly parkedSince?: number;
  /** From when on it can be received. */
  readonly dueAt: number;
  /** Whether it comes back by the visibility timeout, and is in flight until then. */
  readonly isHidden?: boolean;
}

/** The intake queue. */
export function createBacklog() {
  let groups: readonly Group[] = [];
  return {
    add(...added: readonly Group[]): void {
      groups = [...groups, ...added.filter(({ webhooks }) => webhooks > 0)];
    },
    /** Takes up to `capacity` webhooks that are due, in the order in which they came into sight. */
    take(minute: number, capacity: number): readonly Group[] {
      let free = capacity;
      const shares = groups
        .toSorted((a, b) => a.dueAt - b.dueAt)
        .map((group) => {
          const webhooks = group.dueAt > minute ? 0 : Math.min(free, group.webhooks);
          free -= webhooks;
          return { group, webhooks };
        });
      groups = shares
        .map(({ group, webhooks }) => ({ ...group, webhooks: group.webhooks - webhooks }))
        .filter(({ webhooks }) => webhooks > 0);
      return shares
        .map(({ group, webhooks }) => ({ ...group, webhooks }))
        .filter(({ webhooks }) => webhooks > 0);
    },
    /** What SQS says of the queue at the end of a minute. */
    depth(minute: number) {
      const count = (wanted: (group: Group) => boolean) =>
        groups.filter(wanted).reduce((sum, { webhooks }) => sum + webhooks, 0);
      return {
        visible: count(({ dueAt }) => dueAt <= minute),
        notVisible: count(({ dueAt, isHidden }) => dueAt > minute && isHidden === true),
        delayed: count(({ dueAt, isHidden }) => dueAt > minute && isHidden !== true),
      };
    },
  };
}
