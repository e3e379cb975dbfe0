/** How the embedded stack handles the resources of one CloudFormation type. */
export interface ResourceType {
  /**
   * Properties that have their effect here, as dotted paths. `[]` stands for each of a list, and a path for all that
   * lies below it.
   */
  readonly emulated: readonly string[];
  /** Properties without an effect here, by their path, each with the reason. */
  readonly ignored: Readonly<Record<string, string>>;
}

/** By CloudFormation type. A type without an effect here is listed with the reason. */
export type ResourceTypes = Readonly<Record<string, ResourceType | string>>;

/** Reasons that many properties share. */
export const because = {
  described: 'a description has no effect',
  tagged: 'tags have no effect',
  unencrypted: 'nothing is encrypted on this machine',
  alone: 'nobody else is on this machine',
} as const;
