/** The fields of a user's own scheme that can contradict each other. */
export interface SchemeFields {
  readonly method: string;
  readonly encoding: string;
  readonly separator?: string | undefined;
  readonly signs: readonly unknown[];
  readonly timestamp?: { readonly from: object } | undefined;
  readonly idHeader?: string | undefined;
  readonly key: {
    readonly encoding: string;
    readonly bytes?: readonly [number, number] | undefined;
  };
  readonly onlyFor?: string | undefined;
  readonly bodyHashParameter?: string | undefined;
  readonly excludedParameter?: string | undefined;
  readonly urlDecodes?: string | undefined;
  readonly hasPortVariants?: true | undefined;
}

type Contradiction = readonly [isOne: boolean, field: string, message: string];

/** Finds what would make a webhook less protected than its description suggests, or would let none in. */
export function contradictionsOf(fields: SchemeFields): readonly (readonly [string, string])[] {
  const all = [...ofProof(fields), ...ofTimestampAndId(fields), ...ofUrl(fields)];
  return all.flatMap(([isOne, field, message]) => (isOne ? [[field, message] as const] : []));
}

function ofProof({
  method,
  encoding,
  signs,
  key,
  onlyFor,
  bodyHashParameter,
}: SchemeFields): readonly Contradiction[] {
  const isToken = method === 'token';
  const isForm = signs.includes('sorted-form');
  const hasBody = isForm || signs.includes('body') || bodyHashParameter !== undefined;
  const [fewest, most] = key.bytes ?? [];
  return [
    [isToken !== (encoding === 'text'), 'encoding', "must be 'text' for a token, and only then"],
    [isToken && signs.length > 0, 'signs', 'must be empty for a token'],
    [!isToken && !hasBody, 'signs', 'must include the body: what is not signed proves nothing'],
    [
      isForm && onlyFor !== 'form',
      'onlyFor',
      "must be 'form' where 'sorted-form' is signed: a body that is none has no fields to sign",
    ],
    [
      method === 'ed25519' && (key.encoding === 'text' || fewest !== 32 || most !== 32),
      'key',
      'must be of 32 bytes, in hex or base64, for Ed25519',
    ],
  ];
}

function ofTimestampAndId({
  signs,
  separator,
  timestamp,
  idHeader,
}: SchemeFields): readonly Contradiction[] {
  const isSigned = signs.includes('timestamp');
  const from = timestamp?.from ?? {};
  return [
    [
      timestamp !== undefined && !('json' in from) && !isSigned,
      'timestamp',
      "must be among what is signed ('timestamp' in signs), or else anyone can change it",
    ],
    [
      isSigned && timestamp === undefined,
      'timestamp',
      "must say where the signed 'timestamp' stands",
    ],
    [
      'signatureItem' in from && separator === undefined,
      'separator',
      'must stand between the timestamp and the signature',
    ],
    [
      signs.includes('id') !== (idHeader !== undefined),
      'idHeader',
      "must name the header of the signed 'id', and only then",
    ],
  ];
}

function ofUrl(fields: SchemeFields): readonly Contradiction[] {
  const { bodyHashParameter, excludedParameter, urlDecodes, hasPortVariants } = fields;
  const isUnsigned = !fields.signs.includes('url');
  const isOfUrl = "is for a scheme that signs the URL ('url' in signs)";
  return [
    [
      isUnsigned && bodyHashParameter !== undefined,
      'bodyHashParameter',
      "proves nothing of the body unless the URL is signed ('url' in signs)",
    ],
    [
      bodyHashParameter !== undefined && bodyHashParameter === excludedParameter,
      'excludedParameter',
      'must not be the bodyHashParameter: nothing would ever match',
    ],
    [isUnsigned && excludedParameter !== undefined, 'excludedParameter', isOfUrl],
    [isUnsigned && urlDecodes !== undefined, 'urlDecodes', isOfUrl],
    [isUnsigned && hasPortVariants !== undefined, 'hasPortVariants', isOfUrl],
  ];
}

/**
 * The schemes, by index, that would accept the URL with a body's hash in it as a form's signature. URL and form are
 * signed with nothing between them.
 */
export function mistakable(schemes: readonly SchemeFields[]): readonly number[] {
  const hashes = schemes.flatMap(({ bodyHashParameter }) => bodyHashParameter ?? []);
  return [...schemes.entries()].flatMap(([place, { signs, excludedParameter }]) => {
    const isOpen = hashes.some((parameter) => parameter !== excludedParameter);
    return isOpen && signs.includes('url') && signs.includes('sorted-form') ? [place] : [];
  });
}
