import type { Sample } from './sample.ts';

/** What a sender says in one request, beside the signature. */
export interface Said {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One id of a sender, tried on requests as its documents describe them. */
export interface IdVector {
  /** Holds this id, and none of those that the row names before it. */
  readonly genuine: Said;
  /** The sender's own retry of it. Absent where nothing is known of that. */
  readonly retry?: Said;
  /** Another request that rightly has the same id: about the same event, or with the same content. */
  readonly alike?: Said;
  /** Another webhook, as like the genuine one as two can be. */
  readonly other: Said;
  /** Where it isn't signed as the sender's sample is. */
  readonly signedBy?: Pick<Sample, 'secret' | 'sign'>;
}

/** For senders that give no id, and whose retry is the same to the byte. */
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

/** For ids in a JSON field of events, which two endpoints get alike. */
export function eventVector(genuine: object, alike: object, other: object): IdVector {
  const body = JSON.stringify(genuine);
  return {
    genuine: { body },
    retry: { body },
    alike: { body: JSON.stringify(alike) },
    other: { body: JSON.stringify(other) },
  };
}
