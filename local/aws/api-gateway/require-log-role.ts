import { z } from 'zod';
import type { StackTemplate } from '../../boot/template/open-template.ts';
import { TemplateError } from '../../boot/template/resolver.ts';
import { readProperties } from '../../boot/template/resources.ts';
import { evaluate } from '../iam/evaluate.ts';
import { readRole } from '../iam/read-role.ts';

const accountProperties = z.object({ CloudWatchRoleArn: z.string().optional() });
const service = 'apigateway.amazonaws.com';
const writing = ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'];

/**
 * As UpdateAccount does with the role by which API Gateway writes its logs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html#set-up-access-logging-permissions
 *
 * @throws TemplateError where API Gateway can't take the role on, or may not write by it
 */
export function requireLogRole({ resources, world }: Pick<StackTemplate, 'resources' | 'world'>) {
  for (const resource of resources.ofType('AWS::ApiGateway::Account')) {
    const { CloudWatchRoleArn: arn } = readProperties(accountProperties, resource);
    if (arn === undefined) continue;
    const role = readRole(resources, world, arn, resource.logicalId);
    const { accountId } = world;
    const sessionArn = `arn:aws:sts::${accountId}:assumed-role/${role.name}/${service}`;
    const context = {};
    const decisions = [
      evaluate(
        {
          principal: { kind: 'service', name: service },
          action: 'sts:AssumeRole',
          resource: arn,
          context,
        },
        { identity: [], resource: role.trust },
      ),
      ...writing.map((action) =>
        evaluate(
          {
            principal: { kind: 'role', accountId, arn, sessionArn },
            action,
            resource: '*',
            context,
          },
          { identity: role.policy, resource: [] },
        ),
      ),
    ];
    if (decisions.every(({ kind }) => kind === 'allowed')) continue;
    throw new TemplateError(
      `The role ARN does not have required permissions configured. Please grant trust permission for API Gateway and add the required role policy: ${role.logicalId}.`,
    );
  }
}
