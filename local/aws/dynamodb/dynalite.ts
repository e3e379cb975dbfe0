import { createRequire } from 'node:module';
import { keepTexts } from './keep-texts.ts';
import { TableFault } from './table-fault.ts';

type Callback<T> = (error: unknown, value?: T) => void;
export type Item = Readonly<Record<string, unknown>>;
type Table = Readonly<Record<string, unknown>>;

interface ItemStore {
  get(key: string, done: Callback<Item>): void;
  put(key: string, item: Item, done: Callback<void>): void;
  /** Runs `work` once all keys are free; what `release` wraps frees them. */
  lock(keys: readonly string[], work: (release: (done: () => void) => () => void) => void): void;
}

export interface TableStore {
  getTable(name: string, done: Callback<Table>): void;
  getItemDb(name: string): ItemStore;
}

type Action = (store: TableStore, input: unknown, done: Callback<object>) => void;

interface Validation {
  readonly types: object;
  readonly custom?: unknown;
}

interface Validations {
  checkTypes(input: unknown, types: object): Record<string, unknown>;
  checkValidations(input: unknown, types: object, custom: unknown, store: TableStore): void;
}

interface Db {
  create(options: { readonly createTableMs: number }): TableStore;
  createKey(item: Item, table: Table): string;
  /** The error, where the condition does not hold. */
  checkConditional(input: unknown, existing: Item | undefined): unknown;
  /** The error, where an item or a key does not fit the table. */
  validateItem(item: Item, table: Table): unknown;
  validateKey(key: Item, table: Table): unknown;
  /** In bytes, as DynamoDB counts them. */
  itemSize(item: Item): number;
}

const require = createRequire(import.meta.url);
keepTexts(createRequire(require.resolve('dynalite/db/index.js')));

/**
 * The parts of dynalite (checked with 4.0.0) without its HTTP server, which has no PartiQL and spends more
 * time on checking signatures' form than on items.
 */
export const db: Db = require('dynalite/db/index.js');
tellWhatStands(db);
const validations: Validations = require('dynalite/validations/index.js');

/** Lets a refused write tell, where it is asked, what stands in its way: dynalite does not. */
function tellWhatStands(inner: Db): void {
  const { checkConditional } = inner;
  inner.checkConditional = (input, existing) => {
    const error = checkConditional(input, existing);
    if (error && existing && Object(input)[wantedOnFailure] === 'ALL_OLD') {
      Object(error).body.Item = existing;
    }
    return error;
  };
}

const wantedOnFailure = 'ReturnValuesOnConditionCheckFailure';

/** What dynalite does. */
export const actionNames = [
  'BatchGetItem',
  'BatchWriteItem',
  'CreateTable',
  'DeleteItem',
  'DescribeTable',
  'GetItem',
  'ListTables',
  'PutItem',
  'Query',
  'Scan',
  'UpdateItem',
] as const;
export type ActionName = (typeof actionNames)[number];

interface LoadedAction {
  readonly run: Action;
  readonly validation: Validation;
}

const actions = Object.fromEntries(
  actionNames.map((name) => {
    const file = name.charAt(0).toLowerCase() + name.slice(1);
    const loaded: LoadedAction = {
      run: require(`dynalite/actions/${file}.js`),
      validation: require(`dynalite/validations/${file}.js`),
    };
    return [name, loaded];
  }),
) as Readonly<Record<ActionName, LoadedAction>>;

/** @throws what dynalite throws: an error with `statusCode` and `body` where the service refuses */
export function runAction(store: TableStore, name: ActionName, input: unknown): Promise<object> {
  return runChecked(store, name, checkInput(store, name, input));
}

/** @param checked what `checkInput` gave */
export function runChecked(
  store: TableStore,
  name: ActionName,
  checked: Record<string, unknown>,
): Promise<object> {
  const { run } = actions[name];
  return new Promise((resolve, reject) => {
    run(store, checked, (error, value) => (error ? reject(error) : resolve(value ?? {})));
  });
}

export function checkInput(
  store: TableStore,
  name: ActionName,
  input: unknown,
): Record<string, unknown> {
  const { types, custom } = actions[name].validation;
  // Its parser takes out what it does not know, without a word.
  const wanted = Object(input)[wantedOnFailure];
  const unknown = Object.keys(Object(input)).filter(
    (parameter) => parameter !== wantedOnFailure && !Object.hasOwn(types, parameter),
  );
  if (unknown.length > 0) {
    const message = `The embedded stack does not know these parameters of ${name}: ${unknown.join(', ')}.`;
    throw new TableFault('ValidationException', message);
  }
  const checked = validations.checkTypes(input, types);
  validations.checkValidations(checked, types, custom, store);
  return wanted === undefined ? checked : { ...checked, [wantedOnFailure]: wanted };
}

/** @throws ResourceNotFoundException as dynalite words it */
export function getTable(store: TableStore, name: string): Promise<Table> {
  return promised<Table>((done) => store.getTable(name, done)).then((table) => table ?? {});
}

export function promised<T>(run: (done: Callback<T>) => void): Promise<T | undefined> {
  return new Promise((resolve, reject) => {
    run((error, value) => (error ? reject(error) : resolve(value)));
  });
}
