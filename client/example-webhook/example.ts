/** What differs each time that an example is sent: its time, and ids that were never sent before. */
export interface Occasion {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Seconds since 1970. */
  readonly seconds: number;
  /** `2026-11-26T12:00:00.000Z` */
  readonly iso: string;
  readonly uuid: string;
  /** 24 digits and letters a to f. */
  readonly token: string;
  /** Of 10 digits. */
  readonly number: number;
}

/** A request before it is signed. It has a body of one kind, or, as a GET, only a query. */
export interface ExampleRequest {
  readonly method?: 'GET' | 'PUT';
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
}

export interface Example {
  /** As routes see it. */
  readonly type: string;
  readonly request: (occasion: Occasion) => ExampleRequest;
}

/** By name. The first one is what is sent where none is named: it is small. */
export type Examples = Readonly<Record<string, Example>>;

/** Examples that are named by their type. @param toRequest puts what is said of the event into what is sent */
export function examplesByType<Said>(
  said: Readonly<Record<string, (occasion: Occasion) => Said>>,
  toRequest: (said: Said, type: string, occasion: Occasion) => ExampleRequest,
): Examples {
  return Object.fromEntries(
    Object.entries(said).map(([type, say]) => [
      type,
      { type, request: (occasion) => toRequest(say(occasion), type, occasion) },
    ]),
  );
}
