import { TemplateError, type World } from '../../boot/template/resolver.ts';
import type { Resources } from '../../boot/template/resources.ts';
import type { Access, AccessEvent, Need, StandIns } from './access.ts';
import { evaluate } from './evaluate.ts';
import { checkNeed, type Denied, policyOf, secure } from './guard.ts';
import {
  type FunctionAccess,
  type FunctionCredentials,
  type GivenCredentials,
  readAccess,
} from './read-access.ts';

/** The access rules of this stack, for its parts that call in another's name. */
export interface StackAccess {
  readonly access: Access;
  readonly credentials: GivenCredentials;
  credentialsOf(functionName: string): FunctionCredentials;
  /** Asks what a function's role may do, ahead of time: that is no use of it. A denial is told, and returned. */
  checkFunction(functionName: string, need: Need): Denied | undefined;
  /** @param service such as `apigateway.amazonaws.com`, which calls for the resource `sourceArn` */
  checkService(service: string, need: Need, sourceArn: string): Denied | undefined;
}

/**
 * @param given the credentials of functions that have some already
 * @throws TemplateError for what is not understood
 */
export function createStackAccess(
  resources: Resources,
  world: World,
  standIns: StandIns,
  tell: (event: AccessEvent) => void,
  given: GivenCredentials = new Map(),
): StackAccess {
  const { access, functions } = readAccess(resources, world, standIns, given);
  for (const { caller } of functions.values()) tellGrants(caller, tell);
  const find = (functionName: string): FunctionAccess => {
    const found = functions.get(functionName);
    if (found === undefined) throw new TemplateError(`There is no function ${functionName}.`);
    return found;
  };
  return {
    access,
    credentials: new Map([...functions].map(([name, { credentials }]) => [name, credentials])),
    credentialsOf: (functionName) => find(functionName).credentials,
    checkFunction: (functionName, need) =>
      checkNeed(access, find(functionName).caller, need, (event) => {
        if (event.kind === 'denied') tell(event);
      }),
    checkService(service, { action, resource, context = {} }, sourceArn) {
      const decision = evaluate(
        {
          principal: { kind: 'service', name: service },
          action,
          resource,
          context: {
            ...secure,
            'aws:sourcearn': sourceArn,
            'aws:sourceaccount': access.accountId,
            ...context,
          },
        },
        { identity: [], resource: policyOf(access, resource) },
      );
      if (decision.kind === 'allowed') return undefined;
      const message = `User: ${service} is not authorized to perform: ${action} on resource: ${resource} ${decision.reason}`;
      tell({ kind: 'denied', role: service, action, resource, message });
      return { kind: 'denied', action, message };
    },
  };
}

function tellGrants(
  { role, policy }: FunctionAccess['caller'],
  tell: (event: AccessEvent) => void,
): void {
  for (const { effect, actions, resources } of policy) {
    if (effect === 'Deny') continue;
    for (const action of namesOf(actions)) {
      for (const resource of namesOf(resources)) tell({ kind: 'granted', role, action, resource });
    }
  }
}

function namesOf({ isNot, patterns }: FunctionAccess['caller']['policy'][number]['actions']) {
  return isNot ? [`not ${patterns.join(', ')}`] : patterns;
}
