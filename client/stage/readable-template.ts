/** A resource with `Ref`, `Fn::GetAtt`, `Fn::Join` and `Fn::Sub` replaced by readable text. */
export interface ReadableResource {
  readonly id: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties, of which each reader knows its own
  readonly properties: any;
}

interface Template {
  readonly Resources: Readonly<
    Record<string, { readonly Type: string; readonly Properties?: unknown }>
  >;
}

export function readableResources({ Resources }: Template): readonly ReadableResource[] {
  return Object.entries(Resources).map(([id, { Type: type, Properties = {} }]) => ({
    ...{ id, type, properties: resolveIntrinsics(Properties) },
  }));
}

/** `{"Ref":"X"}` → `<X>`, `{"Fn::GetAtt":["X","Arn"]}` → `<X.Arn>`; joins are joined. */
function resolveIntrinsics(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolveIntrinsics);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const [name, argument] = entries[0] ?? [];
  const intrinsic = entries.length === 1 && name ? intrinsics[name] : undefined;
  if (intrinsic) return intrinsic(argument);
  return Object.fromEntries(entries.map(([key, inner]) => [key, resolveIntrinsics(inner)]));
}

const intrinsics: Readonly<Record<string, (argument: unknown) => string>> = {
  Ref: (argument) => `<${argument}>`,
  'Fn::GetAtt': (argument) => `<${(argument as string[]).join('.')}>`,
  // CDK takes a name out of an ARN so: the ARN stands for it.
  'Fn::Select': (argument) => String(resolveIntrinsics((argument as unknown[])[1])),
  'Fn::Split': (argument) => String(resolveIntrinsics((argument as unknown[])[1])),
  'Fn::Sub': (argument) => String(argument),
  'Fn::Join': (argument) => {
    const [separator, parts] = argument as [string, unknown[]];
    return parts.map(resolveIntrinsics).join(separator);
  },
};
