import { AsyncLocalStorage } from 'node:async_hooks';

// Replaces `cls-hooked/context` in the bundles. The X-Ray SDK keeps its current segment in cls-hooked, whose async
// hooks slow down every promise and socket of the process: a third of ingestion's CPU time. Node's own
// AsyncLocalStorage does the same at almost no cost. Only the functions that the SDK calls are here.

type Context = Record<string, unknown>;

class Namespace {
  readonly #storage = new AsyncLocalStorage<Context>();
  /** The value that `enter` was given at start-up, outside any run: Lambda's facade segment. */
  #root: Context | undefined;

  get active(): Context | undefined {
    return this.#storage.getStore() ?? this.#root;
  }

  createContext(): Context {
    return Object.create(this.active ?? null);
  }

  enter(context: Context): void {
    this.#root = context;
  }

  run<Result>(work: (context: Context) => Result): Context {
    const context = this.createContext();
    this.#storage.run(context, work, context);
    return context;
  }

  get(key: string): unknown {
    return this.active?.[key];
  }

  set(key: string, value: unknown): unknown {
    const context = this.active;
    if (!context)
      throw new Error('No context available. ns.run() or ns.bind() must be called first.');
    context[key] = value;
    return value;
  }

  /** AsyncLocalStorage already follows event emitters where the SDK needs it. */
  bindEmitter(): void {}
}

const namespaces = new Map<string, Namespace>();

export function getNamespace(name: string): Namespace | undefined {
  return namespaces.get(name);
}

export function createNamespace(name: string): Namespace {
  const namespace = new Namespace();
  namespaces.set(name, namespace);
  return namespace;
}

export function destroyNamespace(name: string): void {
  namespaces.delete(name);
}
