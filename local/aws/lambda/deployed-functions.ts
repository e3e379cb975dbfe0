import { isDeepStrictEqual } from 'node:util';
import { AccountConcurrency } from './concurrency.ts';
import { LambdaFunction } from './lambda-function.ts';
import type { MachineSettings } from './machine-settings.ts';
import type { DeclaredFunction } from './read-functions.ts';

/** The functions of a stack, over all of its deployments. An environment starts when an invocation needs it. */
export class DeployedFunctions {
  readonly byName = new Map<string, LambdaFunction>();
  readonly #account: AccountConcurrency;
  readonly #machine: MachineSettings;

  constructor(machine: MachineSettings) {
    this.#account = new AccountConcurrency(machine.accountConcurrency);
    this.#machine = machine;
  }

  /**
   * Creates the functions that are new. Publishes a version of those whose code or configuration is another one; of all
   * others there would be none: https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
   *
   * @returns when nothing runs on older versions any more
   */
  async deploy(declared: readonly DeclaredFunction[]): Promise<void> {
    this.#account.forgetReservations();
    await Promise.all(
      declared.map(({ settings, observer }) => {
        const concurrency = this.#account.of(settings);
        const found = this.byName.get(settings.functionName);
        if (found !== undefined) {
          return isAsPublished(found, settings)
            ? undefined
            : found.publish(settings, concurrency, observer);
        }
        const first = { ...settings, version: '1' };
        const created = new LambdaFunction(first, this.#machine, concurrency, observer);
        this.byName.set(settings.functionName, created);
        return undefined;
      }),
    );
  }

  /** Ends all environments; invocations under way end as crashed. */
  async stop(): Promise<void> {
    await Promise.all([...this.byName.values()].map((one) => one.stop()));
  }
}

/** The same code lies in another folder after each synthesis. */
function isAsPublished(
  { settings: { version, codeFolder: published, ...older } }: LambdaFunction,
  { codeFolder, ...settings }: DeclaredFunction['settings'],
): boolean {
  return isDeepStrictEqual(older, settings);
}
