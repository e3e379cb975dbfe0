import { z } from 'zod';
import type { StackTemplate } from '../../../boot/template/open-template.ts';
import { readProperties } from '../../../boot/template/resources.ts';

/** A dashboard of the template, its references resolved. */
export interface Dashboard {
  readonly name: string;
  /** JSON, as in the template. */
  readonly body: string;
}

const schema = z.object({ DashboardName: z.string(), DashboardBody: z.string() });

/** @throws TemplateError that names the property that is not as expected */
export function readDashboards(resources: StackTemplate['resources']): readonly Dashboard[] {
  return resources.ofType('AWS::CloudWatch::Dashboard').map((resource) => {
    const { DashboardName: name, DashboardBody: body } = readProperties(schema, resource);
    return { name, body };
  });
}
