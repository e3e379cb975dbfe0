import type { EmfDocument } from './emf.ts';

type Members = Readonly<Record<string, unknown>>;

/** As few documents as there can be: a document has one value for each dimension, and one for each metric. */
export function joinDocuments(documents: readonly EmfDocument[]): readonly EmfDocument[] {
  const joined: EmfDocument[] = [];
  for (const document of documents) {
    const { _aws, ...members } = document;
    const at = joined.findIndex((other) => isRoomFor(members, other));
    const other = joined[at];
    if (other === undefined) joined.push(document);
    else {
      const directives = [...other._aws.CloudWatchMetrics, ..._aws.CloudWatchMetrics];
      joined[at] = {
        ...other,
        ...members,
        _aws: { ...other._aws, CloudWatchMetrics: directives },
      } as EmfDocument;
    }
  }
  return joined;
}

/** Whether nothing there means something else by one of these names. */
export function isRoomFor(members: Members, whole: Members): boolean {
  return Object.entries(members).every(
    ([name, value]) =>
      whole[name] === undefined || (typeof value === 'string' && whole[name] === value),
  );
}
