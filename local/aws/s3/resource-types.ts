import { because, type ResourceTypes } from '../resource-type.ts';

export const s3Types: ResourceTypes = {
  'AWS::S3::Bucket': {
    emulated: ['BucketName'],
    ignored: {
      BucketEncryption: because.unencrypted,
      LifecycleConfiguration: 'a stack does not live for a day',
      PublicAccessBlockConfiguration: because.alone,
      Tags: because.tagged,
    },
  },
  'AWS::S3::BucketPolicy': { emulated: ['Bucket', 'PolicyDocument'], ignored: {} },
  'Custom::S3AutoDeleteObjects': {
    emulated: ['ServiceToken'],
    ignored: { BucketName: 'a bucket ends with the process' },
  },
};
