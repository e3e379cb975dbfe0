import { isDeepStrictEqual } from 'node:util';
import { AccountConcurrency } from './concurrency.ts';
import type { FunctionSettings } from './function-settings.ts';
import { LambdaFunction } from './lambda-function.ts';
import type { MachineSettings } from './machine-settings.ts';
import type { DeclaredFunction } from './read-functions.ts';

/** The functions of a stack, over all of its deployments. An environment starts when an invocation needs it. */
export class DeployedFunctions {
  readonly byName = new Map<string, LambdaFunction>();
  readonly account: AccountConcurrency;
  readonly #machine: MachineSettings;
  #declared: readonly DeclaredFunction[] = [];

  constructor(machine: MachineSettings) {
    this.account = new AccountConcurrency(machine.accountConcurrency);
    this.#machine = machine;
  }

  /** As the last deployment declares them. */
  get declared(): readonly DeclaredFunction[] {
    return this.#declared;
  }

  /**
   * Creates the functions that are new. Publishes a version of those whose code or configuration is another one; of all
   * others there would be none: https://docs.aws.amazon.com/lambda/latest/api/API_PublishVersion.html
   *
   * @returns when nothing runs on older versions any more
   */
  async deploy(declared: readonly DeclaredFunction[]): Promise<void> {
    this.#reserve(declared);
    this.#declared = declared;
    await Promise.all(
      declared.map(({ settings, observer, alias }) => {
        const found = this.byName.get(settings.functionName);
        if (found !== undefined) {
          const isPublished = isAsPublished(found.versions.newest.settings, settings);
          return isPublished ? undefined : found.versions.publish(settings, observer);
        }
        const first = { ...settings, version: alias === undefined ? '$LATEST' : '1' };
        const created = new LambdaFunction(first, this.#machine, this.account, observer);
        this.byName.set(settings.functionName, created);
        return undefined;
      }),
    );
  }

  /** Ends all environments; invocations under way end as crashed. */
  async stop(): Promise<void> {
    await Promise.all([...this.byName.values()].map((one) => one.stop()));
  }

  /** Like CloudFormation, which leaves alone what it did not change itself: what somebody has set by hand since stays. */
  #reserve(declared: readonly DeclaredFunction[]): void {
    const changed = declared.filter(
      ({ settings }) => settings.reservedConcurrency !== this.#declaredFor(settings.functionName),
    );
    // What one gives back another one may have.
    for (const { settings } of changed) this.account.reserve(settings.functionName, undefined);
    for (const { settings } of changed) {
      this.account.reserve(settings.functionName, settings.reservedConcurrency);
    }
  }

  #declaredFor(name: string): number | undefined {
    return this.#declared.find(({ settings }) => settings.functionName === name)?.settings
      .reservedConcurrency;
  }
}

/** The same code lies in another folder after each synthesis, and neither a reservation nor the role's
 * keys are part of a version. */
function isAsPublished(published: FunctionSettings, declared: DeclaredFunction['settings']) {
  const { version, ...older } = published;
  return isDeepStrictEqual(contentOf(older), contentOf(declared));
}

function contentOf({
  codeFolder,
  credentials,
  reservedConcurrency,
  ...content
}: DeclaredFunction['settings']) {
  return content;
}
