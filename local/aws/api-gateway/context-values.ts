/** Values of `$context`, by name without the `$context.`. */
export type ContextValues = Readonly<Record<string, string | number | undefined>>;

/** Replaces `$context.…` by its value, or by `-` where there is none. */
export function fillTemplate(template: string, values: ContextValues): string {
  return template.replace(/\$context\.([A-Za-z]+(?:\.[A-Za-z]+)*)/g, (_, name: string) =>
    String(values[name] ?? '-'),
  );
}
