import type { Template, TemplateResource } from './read-template.ts';

/** The values of `Ref` and `Fn::GetAtt` for one resource. */
export interface Identity {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** What the template may know about where it runs. */
export interface World {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
}

export type Identify = (
  logicalId: string,
  resource: TemplateResource,
  resolver: Resolver,
) => Identity;

/** Something in the template that this stack does not understand. */
export class TemplateError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'TemplateError';
  }
}

type Intrinsic = (argument: unknown, resolver: Resolver) => unknown;

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: (argument, resolver) => resolver.reference(String(argument)),
  'Fn::GetAtt': (argument, resolver) => {
    const [id, ...path] = Array.isArray(argument) ? argument : String(argument).split('.');
    return resolver.attribute(String(id), path.join('.'));
  },
  'Fn::Join': (argument, resolver) => {
    const [separator, parts] = list(resolver.resolve(argument), 'Fn::Join');
    return list(parts, 'Fn::Join').join(String(separator));
  },
  'Fn::Select': (argument, resolver) => {
    const [index, parts] = list(resolver.resolve(argument), 'Fn::Select');
    return list(parts, 'Fn::Select')[Number(index)];
  },
  'Fn::Split': (argument, resolver) => {
    const [separator, text] = list(resolver.resolve(argument), 'Fn::Split');
    return String(text).split(String(separator));
  },
  'Fn::Sub': (argument, resolver) => {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const values = Object(resolver.resolve(variables));
    return String(text).replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) => {
      if (literal === '!') return `\${${name}}`;
      if (Object.hasOwn(values, name)) return String(values[name]);
      const [id = '', ...path] = name.split('.');
      return path.length > 0 ? resolver.attribute(id, path.join('.')) : resolver.reference(name);
    });
  },
};

/** Stands for `AWS::NoValue`: the property or element that holds it is left out. */
const noValue = Symbol('AWS::NoValue');

/** Replaces the intrinsic functions of a template by their values. */
export class Resolver {
  readonly #template: Template;
  readonly #identify: Identify;
  readonly #identities = new Map<string, Identity>();
  readonly #pseudo: Readonly<Record<string, unknown>>;

  constructor(template: Template, world: World, identify: Identify) {
    this.#template = template;
    this.#identify = identify;
    this.#pseudo = {
      'AWS::Region': world.region,
      'AWS::AccountId': world.accountId,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': world.stackName,
      'AWS::StackId': `arn:aws:cloudformation:${world.region}:${world.accountId}:stack/${world.stackName}/local`,
      'AWS::NoValue': noValue,
    };
  }

  /** @throws TemplateError that names what is not understood */
  resolve(value: unknown): unknown {
    if (Array.isArray(value)) {
      return value.map((each) => this.resolve(each)).filter((each) => each !== noValue);
    }
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const [[name, argument] = ['', undefined]] = entries;
    if (entries.length === 1 && (name === 'Ref' || name.startsWith('Fn::'))) {
      return this.#apply(name, argument);
    }
    return Object.fromEntries(
      entries
        .map(([key, each]) => [key, this.resolve(each)] as const)
        .filter(([, each]) => each !== noValue),
    );
  }

  reference(id: string): string {
    // `Fn::Sub` and `Ref` alike may name a pseudo parameter.
    if (Object.hasOwn(this.#pseudo, id)) return this.#pseudo[id] as string;
    return this.#identity(id).ref;
  }

  attribute(id: string, name: string): string {
    const { attributes } = this.#identity(id);
    const value = attributes[name];
    if (value === undefined) {
      const type = this.#template.Resources[id]?.Type;
      throw new TemplateError(`The embedded stack knows no attribute ${name} of ${type} (${id}).`);
    }
    return value;
  }

  #apply(name: string, argument: unknown): unknown {
    const intrinsic = intrinsics[name];
    if (intrinsic === undefined) {
      throw new TemplateError(`The embedded stack does not support ${name}.`);
    }
    return intrinsic(argument, this);
  }

  #identity(id: string): Identity {
    const known = this.#identities.get(id);
    if (known !== undefined) return known;
    const resource = this.#template.Resources[id];
    if (resource === undefined) {
      throw new TemplateError(`The template refers to ${id}, which it does not declare.`);
    }
    const identity = this.#identify(id, resource, this);
    this.#identities.set(id, identity);
    return identity;
  }
}

function list(value: unknown, name: string): unknown[] {
  if (!Array.isArray(value)) throw new TemplateError(`The argument of ${name} is not a list.`);
  return value;
}
