/**
 * Whether alarms and pages belong together, and the index leads to each page.
 *
 * @param slugs of all alarms
 * @param names of all pages
 */
export function checkCatalogue(
  slugs: readonly string[],
  names: readonly string[],
  index: string,
): readonly string[] {
  return [
    ...slugs
      .filter((slug) => !names.includes(slug))
      .map((slug) => `runbooks/${slug}.md:1 is missing: the catalogue has an alarm of this name`),
    ...names
      .filter((name) => !slugs.includes(name))
      .map((name) => `runbooks/${name}.md:1 the catalogue has no alarm of this name`),
    ...names
      .filter((name) => !index.includes(`](${name}.md)`))
      .map((name) => `runbooks/README.md:1 the index does not lead to ${name}.md`),
  ];
}
