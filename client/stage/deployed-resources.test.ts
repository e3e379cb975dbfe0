import { expect, it } from 'vitest';
import { readDeployedResources } from './deployed-resources.ts';

const template = {
  Resources: {
    Intake: {
      Type: 'AWS::SQS::Queue',
      Properties: {
        QueueName: 'spillway-dev-intake',
        RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['DeadLetters', 'Arn'] } },
      },
    },
    Topic: { Type: 'AWS::SNS::Topic' },
  },
};

const answer = (body: string) =>
  `<GetTemplateResponse><GetTemplateResult><TemplateBody>${body}</TemplateBody></GetTemplateResult></GetTemplateResponse>`;
const escaped = JSON.stringify(template, null, 1)
  .replaceAll('"', '&quot;')
  .replaceAll('\n', '&#xA;');

it('reads what is deployed, whatever this checkout would deploy', async () => {
  const asked: string[] = [];
  const resources = await readDeployedResources('dev', async ({ body }) => {
    asked.push(body);
    return answer(escaped);
  });
  expect(asked).toEqual(['Action=GetTemplate&Version=2010-05-15&StackName=Spillway-dev']);
  expect(resources).toEqual([
    {
      ...{ id: 'Intake', type: 'AWS::SQS::Queue' },
      properties: {
        QueueName: 'spillway-dev-intake',
        RedrivePolicy: { deadLetterTargetArn: '<DeadLetters.Arn>' },
      },
    },
    { id: 'Topic', type: 'AWS::SNS::Topic', properties: {} },
  ]);
});

it('says so where the template can’t be read', async () => {
  const running = readDeployedResources('dev', () => Promise.resolve(answer('Resources:')));
  await expect(running).rejects.toThrow("The template of Spillway-dev can't be read.");
});
