import type { Sample } from './sample.ts';

/** What a sender sends in one request, besides the signature. */
export interface Said {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One kind of id, tried on requests as the sender's documents describe them. */
export interface IdVector {
  /** Holds this id, and none that the row names before it. */
  readonly genuine: Said;
  /** The sender's own retry of it. Absent if nothing is known about retries. */
  readonly retry?: Said;
  /** Another request that rightly has the same id: it is about the same event, or has the same content. */
  readonly alike?: Said;
  /** Another webhook, as similar to the genuine one as possible. */
  readonly other: Said;
  /** For a request that isn't signed like the sender's sample. */
  readonly signedBy?: Pick<Sample, 'secret' | 'sign'>;
}

/** For senders that give no id, and whose retry is identical to the byte. */
export function bodyVector(
  genuine: string,
  other: string,
  headers: Readonly<Record<string, string>> = {},
): IdVector {
  const said = { headers, body: genuine };
  return { genuine: said, retry: said, alike: said, other: { headers, body: other } };
}

/** For ids in a header. */
export function headerVector(name: string, headers: Readonly<Record<string, string>>): IdVector {
  const genuine = { headers: { ...headers, [name]: 'one' }, body: '{}' };
  const other = { headers: { ...headers, [name]: 'another' }, body: '{}' };
  return { genuine, retry: genuine, other };
}

/** For ids in a JSON field of events that two endpoints get alike. */
export function eventVector(genuine: object, alike: object, other: object): IdVector {
  const body = JSON.stringify(genuine);
  return {
    genuine: { body },
    retry: { body },
    alike: { body: JSON.stringify(alike) },
    other: { body: JSON.stringify(other) },
  };
}
