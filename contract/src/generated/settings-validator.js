// Generated from schemas/settings.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate10;
export default validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'settings',
  title: 'SettingsDocument',
  description:
    'The key `mechanic.yaml` of the ConfigMap `mechanic`. Everything is optional; what is missing has its default.',
  type: 'object',
  additionalProperties: false,
  properties: {
    maxConcurrentDrains: {
      $ref: '#/definitions/IntOrPercent',
      default: 1,
      description:
        'Most nodes that drain at the same time: a whole number, or `"N%"` of all nodes, rounded up. `0` pauses mechanic. Never exceeded, for any reason.',
    },
    maxUnavailable: {
      $ref: '#/definitions/IntOrPercent',
      default: '50%',
      description:
        'No drain starts that would leave more nodes than this NotReady or unschedulable, whoever caused it. Terminate is exempt, and so is Preempt on spot nodes (labels `kubernetes.azure.com/scalesetpriority` or `karpenter.sh/capacity-type`): those VMs go anyway.',
    },
    budgets: {
      type: 'array',
      default: [],
      items: { $ref: '#/definitions/Budget' },
      description: 'More limits on parts of the cluster. A node must satisfy every budget that selects it.',
    },
    urgentWithin: {
      $ref: '#/definitions/Duration',
      default: '2m',
      description:
        'An event due sooner than this, or already started, may pause a running, less urgent drain and take its slot.',
    },
    scheduledEvents: {
      $ref: '#/definitions/ScheduledEvents',
      default: {},
      description: 'Which scheduled events drain a node. Also accepted as `vmEvents`.',
    },
    vmEvents: { $ref: '#/definitions/ScheduledEvents', description: 'Older name of `scheduledEvents`.' },
    freezeMinDuration: {
      $ref: '#/definitions/Duration',
      default: '0s',
      description: 'Freezes announced as shorter than this are ignored. A freeze of unknown duration counts.',
    },
    optionalConditions: {
      $ref: '#/definitions/OptionalConditions',
      default: {},
      description:
        'Node conditions of node-problem-detector that drain a node while they are True. Also accepted as `optional`.',
    },
    optional: {
      $ref: '#/definitions/OptionalConditions',
      description: 'Older name of `optionalConditions`.',
    },
    conditions: {
      type: 'array',
      default: [],
      items: { $ref: '#/definitions/Condition' },
      description: 'Any other node conditions that drain a node.',
    },
    drain: { $ref: '#/definitions/Drain', default: {}, description: 'How a node is emptied.' },
    nodeConditions: {
      type: 'boolean',
      default: false,
      description:
        'Keep the conditions `MaintenancePlanned`, `DrainInProgress`, `Drained` and `MaintenanceInProgress` (KEP-5683) on nodes in maintenance, for other tools. Needs a permission that the chart gives with this setting; without it a warning says so.',
    },
    uncordon: {
      $ref: '#/definitions/Uncordon',
      default: {},
      description: 'What happens when maintenance is over.',
    },
    dryRun: {
      type: 'boolean',
      default: false,
      description: 'Decide, log, count and show, but write nothing to Nodes or Pods.',
    },
    acknowledgeEvents: {
      type: 'boolean',
      default: false,
      description: 'Let the probes approve an event early, once every node it names is drained.',
    },
    notifications: {
      type: 'array',
      default: [],
      items: { $ref: '#/definitions/Notification' },
      description:
        'Webhooks that are told what mechanic does. Their addresses are in a Secret, see notifications.md.',
    },
    logLevel: {
      enum: ['error', 'warn', 'info', 'debug'],
      description: 'Log level of the controller. Without it, `MECHANIC_LOG_LEVEL` holds (`info`).',
    },
    runtimeEnv: { $ref: '#/definitions/Ignored' },
    enableTracing: { $ref: '#/definitions/Ignored' },
    bypassNodeProblemDetector: { $ref: '#/definitions/Ignored' },
    pollingInterval: { $ref: '#/definitions/Ignored' },
  },
  definitions: {
    Ignored: { description: 'A key of the original mechanic without a meaning here: accepted and ignored.' },
    Duration: {
      type: 'string',
      pattern: '^([0-9]+(ms|s|m|h))+$',
      description: '`500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.',
    },
    IntOrPercent: {
      oneOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^(100|[1-9]?[0-9])%$' },
      ],
      description: 'A whole number, or a percentage such as `25%`.',
    },
    LabelSelector: {
      description:
        'A label selector as kubectl writes it (`app=web,tier in (a,b),!canary`) or as Kubernetes objects do.',
      oneOf: [
        { type: 'string', pattern: '\\S' },
        {
          type: 'object',
          additionalProperties: false,
          properties: {
            matchLabels: { type: 'object', additionalProperties: { type: 'string' } },
            matchExpressions: {
              type: 'array',
              items: {
                type: 'object',
                additionalProperties: false,
                required: ['key', 'operator'],
                properties: {
                  key: { type: 'string', pattern: '\\S' },
                  operator: { enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
                  values: { type: 'array', items: { type: 'string' } },
                },
              },
            },
          },
        },
      ],
    },
    Budget: {
      type: 'object',
      title: 'BudgetDocument',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: {
          type: 'string',
          pattern: '\\S',
          description: 'Shown wherever this budget holds a node back. Unique.',
        },
        nodeSelector: {
          type: 'object',
          additionalProperties: { type: 'string' },
          description: 'Labels of the nodes it limits; without it, all nodes.',
        },
        topologyKey: {
          type: 'string',
          pattern: '\\S',
          description:
            'The limits hold for each value of this node label on its own. Nodes without the label form one group.',
        },
        maxConcurrentDrains: {
          $ref: '#/definitions/IntOrPercent',
          description: 'As above, of the nodes of this budget.',
        },
        maxUnavailable: {
          $ref: '#/definitions/IntOrPercent',
          description: 'As above, of the nodes of this budget.',
        },
      },
    },
    ScheduledEvents: {
      type: 'object',
      additionalProperties: false,
      properties: {
        freeze: { type: 'boolean', default: false, description: 'The VM is paused for some seconds.' },
        liveMigration: {
          type: 'boolean',
          default: true,
          description: 'A Freeze whose description speaks of live migration.',
        },
        reboot: { type: 'boolean', default: true, description: 'The VM is restarted.' },
        redeploy: {
          type: 'boolean',
          default: true,
          description: 'The VM moves to another host; its temporary disk is lost.',
        },
        preempt: { type: 'boolean', default: true, description: 'A spot VM is being taken away.' },
        terminate: { type: 'boolean', default: true, description: 'The VM is being deleted.' },
        spotRebalance: {
          type: 'boolean',
          default: false,
          description:
            'A spot VM is likely to be taken away soon; needs api-version 2024-07-09 of the probe.',
        },
      },
    },
    OptionalConditions: {
      type: 'object',
      additionalProperties: false,
      properties: {
        kubeletProblem: { type: 'boolean', default: false, description: 'Condition `KubeletProblem`.' },
        kernelDeadlock: { type: 'boolean', default: false, description: 'Condition `KernelDeadlock`.' },
        frequentKubeletRestarts: {
          type: 'boolean',
          default: false,
          description: 'Condition `FrequentKubeletRestart`.',
        },
        frequentContainerdRestarts: {
          type: 'boolean',
          default: false,
          description: 'Condition `FrequentContainerdRestart`.',
        },
        fsCorrupt: {
          type: 'boolean',
          default: false,
          description: 'Condition `FilesystemCorruptionProblem`.',
        },
        minDuration: {
          $ref: '#/definitions/Duration',
          default: '0s',
          description: 'How long such a condition must be True before it counts.',
        },
        pollingInterval: { $ref: '#/definitions/Ignored' },
      },
    },
    Condition: {
      type: 'object',
      title: 'ConditionDocument',
      additionalProperties: false,
      required: ['type'],
      properties: {
        type: {
          type: 'string',
          pattern: '\\S',
          not: { const: 'Ready' },
          description:
            'Type of the node condition, e.g. `GPUMissing`. Not `Ready`, which is True on every node that is well.',
        },
        minDuration: {
          $ref: '#/definitions/Duration',
          default: '0s',
          description: 'How long it must be True before it counts.',
        },
      },
    },
    Notification: {
      title: 'NotificationDocument',
      type: 'object',
      additionalProperties: false,
      required: ['name', 'format'],
      description: 'A webhook.',
      properties: {
        name: {
          type: 'string',
          pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$',
          description: 'The key of the Secret that holds its address; also its name in the log. Unique.',
        },
        format: {
          enum: ['slack', 'teams', 'json'],
          description:
            'What it understands: a Slack incoming webhook, a Microsoft Teams workflow, or plain JSON.',
        },
        reasons: {
          type: 'array',
          default: [],
          items: {
            enum: [
              'MaintenanceScheduled',
              'CordonNode',
              'DrainNode',
              'VolumesAwaited',
              'NodeDrained',
              'UncordonNode',
              'MaintenanceCancelled',
              'DrainBlocked',
              'DrainFailed',
              'DrainPaused',
              'DeadlineMissed',
              'CordonRefused',
              'RequestRefused',
              'SettingsRefused',
              'SettingsNotPermitted',
            ],
          },
          description: 'Reasons of the Events it is told of; empty: all.',
        },
        eventTypes: {
          type: 'array',
          default: [],
          items: { type: 'string', pattern: '.' },
          description:
            'Types of scheduled events or conditions it is told of, such as `Preempt`; empty: all.',
        },
        template: {
          type: 'string',
          pattern: '.',
          default: '{reason} on {subject}: {message}',
          description:
            'The text. `{reason}`, `{subject}` (the node), `{message}`, `{eventType}` and `{time}` are filled in.',
        },
      },
    },
    Drain: {
      type: 'object',
      title: 'DrainDocument',
      additionalProperties: false,
      properties: {
        leadTime: {
          oneOf: [{ $ref: '#/definitions/Duration' }, { type: 'null' }],
          default: null,
          description: 'Start at most this long before an event is due; null: at once.',
        },
        timeout: {
          $ref: '#/definitions/Duration',
          default: '1h',
          description:
            'Length of one attempt. After it the slot is freed and the drain is tried again later while the event lasts.',
        },
        retry: {
          $ref: '#/definitions/Retry',
          default: {},
          description: 'Pause after a failed attempt; doubles each time.',
        },
        evictionBackoff: {
          $ref: '#/definitions/EvictionBackoff',
          default: {},
          description:
            "Pause after a refused eviction; doubles each time, one clock for each PodDisruptionBudget. Four times as long, and growing fourfold, while the budget's status says that it allows none; one that allows some ends the pause at once.",
        },
        maxPodGracePeriod: {
          oneOf: [{ $ref: '#/definitions/Duration' }, { type: 'null' }],
          default: null,
          description: "Cap on a pod's own grace period; the time left before the deadline always caps it.",
        },
        onDeadline: {
          enum: ['wait', 'delete'],
          default: 'wait',
          description:
            '`delete`: 10 s before the deadline, delete what a budget still protects. Needs the permission that the chart gives with `rbac.deletePods`; without it a warning says so.',
        },
        unmanagedPods: {
          enum: ['evict', 'block'],
          default: 'evict',
          description: 'Pods without a controller, which nobody creates again.',
        },
        emptyDirPods: {
          enum: ['evict', 'block'],
          default: 'evict',
          description: 'Pods with an emptyDir volume, whose content is lost.',
        },
        skipPods: {
          oneOf: [{ $ref: '#/definitions/LabelSelector' }, { type: 'null' }],
          default: null,
          description:
            'Label selector of pods to leave alone: the short form of a first rule with the action `leave`.',
        },
        volumes: {
          enum: ['wait', 'ignore'],
          default: 'wait',
          description:
            '`wait`: a node is drained only when the volumes of the pods that left are detached from it too, within `drain.timeout` and until the deadline. Needs permissions that the chart gives with this setting; without them a warning says so.',
        },
        loadBalancers: {
          enum: ['keep', 'exclude'],
          default: 'keep',
          description:
            '`exclude`: the label `node.kubernetes.io/exclude-from-external-load-balancers` is set with the cordon and taken away when the maintenance is over, on nodes that did not have it before.',
        },
        outOfService: {
          type: 'boolean',
          default: false,
          description:
            'A node in maintenance that has not been Ready for a minute after its Redeploy, Reboot, Preempt or Terminate started gets the taint `node.kubernetes.io/out-of-service:NoExecute`, so that Kubernetes gives its pods and volumes up at once; it is taken away when the node is Ready again.',
        },
        rules: {
          type: 'array',
          default: [],
          items: { $ref: '#/definitions/PodRule' },
          description:
            'How pods of different kinds are treated. The first rule that matches a pod holds; the annotation `mechanic.dev/drain` on the pod (`evict`, `finish` or `leave`) wins over its action.',
        },
      },
    },
    PodRule: {
      title: 'PodRuleDocument',
      type: 'object',
      additionalProperties: false,
      required: ['action'],
      description: 'A rule. It matches a pod that satisfies all that it names.',
      properties: {
        name: { type: 'string', default: '', description: 'For people. Unique when given.' },
        namespaces: {
          type: 'array',
          default: [],
          items: { type: 'string', pattern: '.' },
          description: 'Namespaces of the pods; empty: all.',
        },
        pods: {
          oneOf: [{ $ref: '#/definitions/LabelSelector' }, { type: 'null' }],
          default: null,
          description: 'Label selector of the pods; null: all.',
        },
        events: {
          type: 'array',
          default: [],
          items: { type: 'string', pattern: '.' },
          description: 'Types of the event or condition that leads, such as `Redeploy`; empty: all.',
        },
        action: {
          enum: ['evict', 'finish', 'leave'],
          description:
            '`finish`: the pod may end by itself, and is evicted only when the time left before the deadline is its grace period + 30 s, or at `drain.timeout`. `leave`: it stays, and the node is drained without it.',
        },
        order: {
          type: 'integer',
          default: 0,
          description:
            'Lower goes first; the next order begins when the one before is gone. Near the deadline all go together.',
        },
      },
    },
    Uncordon: {
      type: 'object',
      title: 'UncordonDocument',
      additionalProperties: false,
      properties: {
        enabled: {
          type: 'boolean',
          default: true,
          description: 'Uncordon what mechanic cordoned, once maintenance is over.',
        },
        delay: {
          $ref: '#/definitions/Duration',
          default: '0s',
          description: 'Wait this long after the end.',
        },
      },
    },
    Retry: {
      type: 'object',
      title: 'RetryDocument',
      additionalProperties: false,
      properties: {
        initial: { $ref: '#/definitions/Duration', default: '30s', description: 'First pause.' },
        max: { $ref: '#/definitions/Duration', default: '10m', description: 'Longest pause.' },
      },
    },
    EvictionBackoff: {
      type: 'object',
      title: 'EvictionBackoffDocument',
      additionalProperties: false,
      properties: {
        initial: { $ref: '#/definitions/Duration', default: '1s', description: 'First pause.' },
        max: { $ref: '#/definitions/Duration', default: '30s', description: 'Longest pause.' },
      },
    },
  },
};
const schema12 = {
  oneOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: '^(100|[1-9]?[0-9])%$' },
  ],
  description: 'A whole number, or a percentage such as `25%`.',
};
const schema17 = {
  type: 'string',
  pattern: '^([0-9]+(ms|s|m|h))+$',
  description: '`500ms`, `10s`, `5m`, `1h`, or several of them together: `1h30m`. At most a year.',
};
const schema18 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    freeze: { type: 'boolean', default: false, description: 'The VM is paused for some seconds.' },
    liveMigration: {
      type: 'boolean',
      default: true,
      description: 'A Freeze whose description speaks of live migration.',
    },
    reboot: { type: 'boolean', default: true, description: 'The VM is restarted.' },
    redeploy: {
      type: 'boolean',
      default: true,
      description: 'The VM moves to another host; its temporary disk is lost.',
    },
    preempt: { type: 'boolean', default: true, description: 'A spot VM is being taken away.' },
    terminate: { type: 'boolean', default: true, description: 'The VM is being deleted.' },
    spotRebalance: {
      type: 'boolean',
      default: false,
      description: 'A spot VM is likely to be taken away soon; needs api-version 2024-07-09 of the probe.',
    },
  },
};
const schema41 = {
  title: 'NotificationDocument',
  type: 'object',
  additionalProperties: false,
  required: ['name', 'format'],
  description: 'A webhook.',
  properties: {
    name: {
      type: 'string',
      pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$',
      description: 'The key of the Secret that holds its address; also its name in the log. Unique.',
    },
    format: {
      enum: ['slack', 'teams', 'json'],
      description:
        'What it understands: a Slack incoming webhook, a Microsoft Teams workflow, or plain JSON.',
    },
    reasons: {
      type: 'array',
      default: [],
      items: {
        enum: [
          'MaintenanceScheduled',
          'CordonNode',
          'DrainNode',
          'VolumesAwaited',
          'NodeDrained',
          'UncordonNode',
          'MaintenanceCancelled',
          'DrainBlocked',
          'DrainFailed',
          'DrainPaused',
          'DeadlineMissed',
          'CordonRefused',
          'RequestRefused',
          'SettingsRefused',
          'SettingsNotPermitted',
        ],
      },
      description: 'Reasons of the Events it is told of; empty: all.',
    },
    eventTypes: {
      type: 'array',
      default: [],
      items: { type: 'string', pattern: '.' },
      description: 'Types of scheduled events or conditions it is told of, such as `Preempt`; empty: all.',
    },
    template: {
      type: 'string',
      pattern: '.',
      default: '{reason} on {subject}: {message}',
      description:
        'The text. `{reason}`, `{subject}` (the node), `{message}`, `{eventType}` and `{time}` are filled in.',
    },
  },
};
const schema23 = {
  description: 'A key of the original mechanic without a meaning here: accepted and ignored.',
};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp('^(100|[1-9]?[0-9])%$', 'u');
const pattern6 = new RegExp('^([0-9]+(ms|s|m|h))+$', 'u');
const pattern25 = new RegExp('^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$', 'u');
const pattern20 = new RegExp('.', 'u');
const schema14 = {
  type: 'object',
  title: 'BudgetDocument',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: {
      type: 'string',
      pattern: '\\S',
      description: 'Shown wherever this budget holds a node back. Unique.',
    },
    nodeSelector: {
      type: 'object',
      additionalProperties: { type: 'string' },
      description: 'Labels of the nodes it limits; without it, all nodes.',
    },
    topologyKey: {
      type: 'string',
      pattern: '\\S',
      description:
        'The limits hold for each value of this node label on its own. Nodes without the label form one group.',
    },
    maxConcurrentDrains: {
      $ref: '#/definitions/IntOrPercent',
      description: 'As above, of the nodes of this budget.',
    },
    maxUnavailable: {
      $ref: '#/definitions/IntOrPercent',
      description: 'As above, of the nodes of this budget.',
    },
  },
};
const pattern2 = new RegExp('\\S', 'u');

function validate11(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.name === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'name' },
        message: "must have required property '" + 'name' + "'",
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === 'name' ||
        key0 === 'nodeSelector' ||
        key0 === 'topologyKey' ||
        key0 === 'maxConcurrentDrains' ||
        key0 === 'maxUnavailable'
      )) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      let data0 = data.name;
      if (typeof data0 === 'string') {
        if (!pattern2.test(data0)) {
          const err2 = {
            instancePath: instancePath + '/name',
            schemaPath: '#/properties/name/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
          };
          if (vErrors === null) {
            vErrors = [err2];
          } else {
            vErrors.push(err2);
          }
          errors++;
        }
      } else {
        const err3 = {
          instancePath: instancePath + '/name',
          schemaPath: '#/properties/name/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    }
    if (data.nodeSelector !== undefined) {
      let data1 = data.nodeSelector;
      if (data1 && typeof data1 == 'object' && !Array.isArray(data1)) {
        for (const key1 in data1) {
          if (typeof data1[key1] !== 'string') {
            const err4 = {
              instancePath: instancePath + '/nodeSelector/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/properties/nodeSelector/additionalProperties/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            };
            if (vErrors === null) {
              vErrors = [err4];
            } else {
              vErrors.push(err4);
            }
            errors++;
          }
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/nodeSelector',
          schemaPath: '#/properties/nodeSelector/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    if (data.topologyKey !== undefined) {
      let data3 = data.topologyKey;
      if (typeof data3 === 'string') {
        if (!pattern2.test(data3)) {
          const err6 = {
            instancePath: instancePath + '/topologyKey',
            schemaPath: '#/properties/topologyKey/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      } else {
        const err7 = {
          instancePath: instancePath + '/topologyKey',
          schemaPath: '#/properties/topologyKey/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    if (data.maxConcurrentDrains !== undefined) {
      let data4 = data.maxConcurrentDrains;
      const _errs13 = errors;
      let valid3 = false;
      let passing0 = null;
      const _errs14 = errors;
      if (!(typeof data4 == 'number' && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
        const err8 = {
          instancePath: instancePath + '/maxConcurrentDrains',
          schemaPath: '#/definitions/IntOrPercent/oneOf/0/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
      if (typeof data4 == 'number' && isFinite(data4)) {
        if (data4 < 0 || isNaN(data4)) {
          const err9 = {
            instancePath: instancePath + '/maxConcurrentDrains',
            schemaPath: '#/definitions/IntOrPercent/oneOf/0/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
          };
          if (vErrors === null) {
            vErrors = [err9];
          } else {
            vErrors.push(err9);
          }
          errors++;
        }
      }
      var _valid0 = _errs14 === errors;
      if (_valid0) {
        valid3 = true;
        passing0 = 0;
      }
      const _errs16 = errors;
      if (typeof data4 === 'string') {
        if (!pattern0.test(data4)) {
          const err10 = {
            instancePath: instancePath + '/maxConcurrentDrains',
            schemaPath: '#/definitions/IntOrPercent/oneOf/1/pattern',
            keyword: 'pattern',
            params: { pattern: '^(100|[1-9]?[0-9])%$' },
            message: 'must match pattern "' + '^(100|[1-9]?[0-9])%$' + '"',
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      } else {
        const err11 = {
          instancePath: instancePath + '/maxConcurrentDrains',
          schemaPath: '#/definitions/IntOrPercent/oneOf/1/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
      var _valid0 = _errs16 === errors;
      if (_valid0 && valid3) {
        valid3 = false;
        passing0 = [passing0, 1];
      } else {
        if (_valid0) {
          valid3 = true;
          passing0 = 1;
        }
      }
      if (!valid3) {
        const err12 = {
          instancePath: instancePath + '/maxConcurrentDrains',
          schemaPath: '#/definitions/IntOrPercent/oneOf',
          keyword: 'oneOf',
          params: { passingSchemas: passing0 },
          message: 'must match exactly one schema in oneOf',
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      } else {
        errors = _errs13;
        if (vErrors !== null) {
          if (_errs13) {
            vErrors.length = _errs13;
          } else {
            vErrors = null;
          }
        }
      }
    }
    if (data.maxUnavailable !== undefined) {
      let data5 = data.maxUnavailable;
      const _errs20 = errors;
      let valid5 = false;
      let passing1 = null;
      const _errs21 = errors;
      if (!(typeof data5 == 'number' && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
        const err13 = {
          instancePath: instancePath + '/maxUnavailable',
          schemaPath: '#/definitions/IntOrPercent/oneOf/0/type',
          keyword: 'type',
          params: { type: 'integer' },
          message: 'must be integer',
        };
        if (vErrors === null) {
          vErrors = [err13];
        } else {
          vErrors.push(err13);
        }
        errors++;
      }
      if (typeof data5 == 'number' && isFinite(data5)) {
        if (data5 < 0 || isNaN(data5)) {
          const err14 = {
            instancePath: instancePath + '/maxUnavailable',
            schemaPath: '#/definitions/IntOrPercent/oneOf/0/minimum',
            keyword: 'minimum',
            params: { comparison: '>=', limit: 0 },
            message: 'must be >= 0',
          };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      }
      var _valid1 = _errs21 === errors;
      if (_valid1) {
        valid5 = true;
        passing1 = 0;
      }
      const _errs23 = errors;
      if (typeof data5 === 'string') {
        if (!pattern0.test(data5)) {
          const err15 = {
            instancePath: instancePath + '/maxUnavailable',
            schemaPath: '#/definitions/IntOrPercent/oneOf/1/pattern',
            keyword: 'pattern',
            params: { pattern: '^(100|[1-9]?[0-9])%$' },
            message: 'must match pattern "' + '^(100|[1-9]?[0-9])%$' + '"',
          };
          if (vErrors === null) {
            vErrors = [err15];
          } else {
            vErrors.push(err15);
          }
          errors++;
        }
      } else {
        const err16 = {
          instancePath: instancePath + '/maxUnavailable',
          schemaPath: '#/definitions/IntOrPercent/oneOf/1/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
      var _valid1 = _errs23 === errors;
      if (_valid1 && valid5) {
        valid5 = false;
        passing1 = [passing1, 1];
      } else {
        if (_valid1) {
          valid5 = true;
          passing1 = 1;
        }
      }
      if (!valid5) {
        const err17 = {
          instancePath: instancePath + '/maxUnavailable',
          schemaPath: '#/definitions/IntOrPercent/oneOf',
          keyword: 'oneOf',
          params: { passingSchemas: passing1 },
          message: 'must match exactly one schema in oneOf',
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      } else {
        errors = _errs20;
        if (vErrors !== null) {
          if (_errs20) {
            vErrors.length = _errs20;
          } else {
            vErrors = null;
          }
        }
      }
    }
  } else {
    const err18 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err18];
    } else {
      vErrors.push(err18);
    }
    errors++;
  }
  validate11.errors = vErrors;
  return errors === 0;
}

const schema21 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    kubeletProblem: { type: 'boolean', default: false, description: 'Condition `KubeletProblem`.' },
    kernelDeadlock: { type: 'boolean', default: false, description: 'Condition `KernelDeadlock`.' },
    frequentKubeletRestarts: {
      type: 'boolean',
      default: false,
      description: 'Condition `FrequentKubeletRestart`.',
    },
    frequentContainerdRestarts: {
      type: 'boolean',
      default: false,
      description: 'Condition `FrequentContainerdRestart`.',
    },
    fsCorrupt: { type: 'boolean', default: false, description: 'Condition `FilesystemCorruptionProblem`.' },
    minDuration: {
      $ref: '#/definitions/Duration',
      default: '0s',
      description: 'How long such a condition must be True before it counts.',
    },
    pollingInterval: { $ref: '#/definitions/Ignored' },
  },
};

function validate13(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.kubeletProblem === undefined) {
      data.kubeletProblem = false;
    }
    if (data.kernelDeadlock === undefined) {
      data.kernelDeadlock = false;
    }
    if (data.frequentKubeletRestarts === undefined) {
      data.frequentKubeletRestarts = false;
    }
    if (data.frequentContainerdRestarts === undefined) {
      data.frequentContainerdRestarts = false;
    }
    if (data.fsCorrupt === undefined) {
      data.fsCorrupt = false;
    }
    if (data.minDuration === undefined) {
      data.minDuration = '0s';
    }
    for (const key0 in data) {
      if (!(
        key0 === 'kubeletProblem' ||
        key0 === 'kernelDeadlock' ||
        key0 === 'frequentKubeletRestarts' ||
        key0 === 'frequentContainerdRestarts' ||
        key0 === 'fsCorrupt' ||
        key0 === 'minDuration' ||
        key0 === 'pollingInterval'
      )) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (typeof data.kubeletProblem !== 'boolean') {
      const err1 = {
        instancePath: instancePath + '/kubeletProblem',
        schemaPath: '#/properties/kubeletProblem/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (typeof data.kernelDeadlock !== 'boolean') {
      const err2 = {
        instancePath: instancePath + '/kernelDeadlock',
        schemaPath: '#/properties/kernelDeadlock/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (typeof data.frequentKubeletRestarts !== 'boolean') {
      const err3 = {
        instancePath: instancePath + '/frequentKubeletRestarts',
        schemaPath: '#/properties/frequentKubeletRestarts/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    if (typeof data.frequentContainerdRestarts !== 'boolean') {
      const err4 = {
        instancePath: instancePath + '/frequentContainerdRestarts',
        schemaPath: '#/properties/frequentContainerdRestarts/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (typeof data.fsCorrupt !== 'boolean') {
      const err5 = {
        instancePath: instancePath + '/fsCorrupt',
        schemaPath: '#/properties/fsCorrupt/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    let data5 = data.minDuration;
    if (typeof data5 === 'string') {
      if (!pattern6.test(data5)) {
        const err6 = {
          instancePath: instancePath + '/minDuration',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    } else {
      const err7 = {
        instancePath: instancePath + '/minDuration',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
  } else {
    const err8 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate13.errors = vErrors;
  return errors === 0;
}

const schema24 = {
  type: 'object',
  title: 'ConditionDocument',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: {
      type: 'string',
      pattern: '\\S',
      not: { const: 'Ready' },
      description:
        'Type of the node condition, e.g. `GPUMissing`. Not `Ready`, which is True on every node that is well.',
    },
    minDuration: {
      $ref: '#/definitions/Duration',
      default: '0s',
      description: 'How long it must be True before it counts.',
    },
  },
};

function validate16(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.minDuration === undefined) {
      data.minDuration = '0s';
    }
    if (data.type === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'type' },
        message: "must have required property '" + 'type' + "'",
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(key0 === 'type' || key0 === 'minDuration')) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (data.type !== undefined) {
      let data0 = data.type;
      const _errs4 = errors;
      const _errs5 = errors;
      if ('Ready' !== data0) {
        const err2 = {};
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
      var valid1 = _errs5 === errors;
      if (valid1) {
        const err3 = {
          instancePath: instancePath + '/type',
          schemaPath: '#/properties/type/not',
          keyword: 'not',
          params: {},
          message: 'must NOT be valid',
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      } else {
        errors = _errs4;
        if (vErrors !== null) {
          if (_errs4) {
            vErrors.length = _errs4;
          } else {
            vErrors = null;
          }
        }
      }
      if (typeof data0 === 'string') {
        if (!pattern2.test(data0)) {
          const err4 = {
            instancePath: instancePath + '/type',
            schemaPath: '#/properties/type/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      } else {
        const err5 = {
          instancePath: instancePath + '/type',
          schemaPath: '#/properties/type/type',
          keyword: 'type',
          params: { type: 'string' },
          message: 'must be string',
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    let data1 = data.minDuration;
    if (typeof data1 === 'string') {
      if (!pattern6.test(data1)) {
        const err6 = {
          instancePath: instancePath + '/minDuration',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    } else {
      const err7 = {
        instancePath: instancePath + '/minDuration',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
  } else {
    const err8 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err8];
    } else {
      vErrors.push(err8);
    }
    errors++;
  }
  validate16.errors = vErrors;
  return errors === 0;
}

const schema26 = {
  type: 'object',
  title: 'DrainDocument',
  additionalProperties: false,
  properties: {
    leadTime: {
      oneOf: [{ $ref: '#/definitions/Duration' }, { type: 'null' }],
      default: null,
      description: 'Start at most this long before an event is due; null: at once.',
    },
    timeout: {
      $ref: '#/definitions/Duration',
      default: '1h',
      description:
        'Length of one attempt. After it the slot is freed and the drain is tried again later while the event lasts.',
    },
    retry: {
      $ref: '#/definitions/Retry',
      default: {},
      description: 'Pause after a failed attempt; doubles each time.',
    },
    evictionBackoff: {
      $ref: '#/definitions/EvictionBackoff',
      default: {},
      description:
        "Pause after a refused eviction; doubles each time, one clock for each PodDisruptionBudget. Four times as long, and growing fourfold, while the budget's status says that it allows none; one that allows some ends the pause at once.",
    },
    maxPodGracePeriod: {
      oneOf: [{ $ref: '#/definitions/Duration' }, { type: 'null' }],
      default: null,
      description: "Cap on a pod's own grace period; the time left before the deadline always caps it.",
    },
    onDeadline: {
      enum: ['wait', 'delete'],
      default: 'wait',
      description:
        '`delete`: 10 s before the deadline, delete what a budget still protects. Needs the permission that the chart gives with `rbac.deletePods`; without it a warning says so.',
    },
    unmanagedPods: {
      enum: ['evict', 'block'],
      default: 'evict',
      description: 'Pods without a controller, which nobody creates again.',
    },
    emptyDirPods: {
      enum: ['evict', 'block'],
      default: 'evict',
      description: 'Pods with an emptyDir volume, whose content is lost.',
    },
    skipPods: {
      oneOf: [{ $ref: '#/definitions/LabelSelector' }, { type: 'null' }],
      default: null,
      description:
        'Label selector of pods to leave alone: the short form of a first rule with the action `leave`.',
    },
    volumes: {
      enum: ['wait', 'ignore'],
      default: 'wait',
      description:
        '`wait`: a node is drained only when the volumes of the pods that left are detached from it too, within `drain.timeout` and until the deadline. Needs permissions that the chart gives with this setting; without them a warning says so.',
    },
    loadBalancers: {
      enum: ['keep', 'exclude'],
      default: 'keep',
      description:
        '`exclude`: the label `node.kubernetes.io/exclude-from-external-load-balancers` is set with the cordon and taken away when the maintenance is over, on nodes that did not have it before.',
    },
    outOfService: {
      type: 'boolean',
      default: false,
      description:
        'A node in maintenance that has not been Ready for a minute after its Redeploy, Reboot, Preempt or Terminate started gets the taint `node.kubernetes.io/out-of-service:NoExecute`, so that Kubernetes gives its pods and volumes up at once; it is taken away when the node is Ready again.',
    },
    rules: {
      type: 'array',
      default: [],
      items: { $ref: '#/definitions/PodRule' },
      description:
        'How pods of different kinds are treated. The first rule that matches a pod holds; the annotation `mechanic.dev/drain` on the pod (`evict`, `finish` or `leave`) wins over its action.',
    },
  },
};
const schema36 = {
  description:
    'A label selector as kubectl writes it (`app=web,tier in (a,b),!canary`) or as Kubernetes objects do.',
  oneOf: [
    { type: 'string', pattern: '\\S' },
    {
      type: 'object',
      additionalProperties: false,
      properties: {
        matchLabels: { type: 'object', additionalProperties: { type: 'string' } },
        matchExpressions: {
          type: 'array',
          items: {
            type: 'object',
            additionalProperties: false,
            required: ['key', 'operator'],
            properties: {
              key: { type: 'string', pattern: '\\S' },
              operator: { enum: ['In', 'NotIn', 'Exists', 'DoesNotExist'] },
              values: { type: 'array', items: { type: 'string' } },
            },
          },
        },
      },
    },
  ],
};
const schema29 = {
  type: 'object',
  title: 'RetryDocument',
  additionalProperties: false,
  properties: {
    initial: { $ref: '#/definitions/Duration', default: '30s', description: 'First pause.' },
    max: { $ref: '#/definitions/Duration', default: '10m', description: 'Longest pause.' },
  },
};

function validate19(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.initial === undefined) {
      data.initial = '30s';
    }
    if (data.max === undefined) {
      data.max = '10m';
    }
    for (const key0 in data) {
      if (!(key0 === 'initial' || key0 === 'max')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.initial;
    if (typeof data0 === 'string') {
      if (!pattern6.test(data0)) {
        const err1 = {
          instancePath: instancePath + '/initial',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = {
        instancePath: instancePath + '/initial',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    let data1 = data.max;
    if (typeof data1 === 'string') {
      if (!pattern6.test(data1)) {
        const err3 = {
          instancePath: instancePath + '/max',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    } else {
      const err4 = {
        instancePath: instancePath + '/max',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
  } else {
    const err5 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  validate19.errors = vErrors;
  return errors === 0;
}

const schema32 = {
  type: 'object',
  title: 'EvictionBackoffDocument',
  additionalProperties: false,
  properties: {
    initial: { $ref: '#/definitions/Duration', default: '1s', description: 'First pause.' },
    max: { $ref: '#/definitions/Duration', default: '30s', description: 'Longest pause.' },
  },
};

function validate21(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.initial === undefined) {
      data.initial = '1s';
    }
    if (data.max === undefined) {
      data.max = '30s';
    }
    for (const key0 in data) {
      if (!(key0 === 'initial' || key0 === 'max')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.initial;
    if (typeof data0 === 'string') {
      if (!pattern6.test(data0)) {
        const err1 = {
          instancePath: instancePath + '/initial',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = {
        instancePath: instancePath + '/initial',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    let data1 = data.max;
    if (typeof data1 === 'string') {
      if (!pattern6.test(data1)) {
        const err3 = {
          instancePath: instancePath + '/max',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    } else {
      const err4 = {
        instancePath: instancePath + '/max',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
  } else {
    const err5 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err5];
    } else {
      vErrors.push(err5);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}

const schema37 = {
  title: 'PodRuleDocument',
  type: 'object',
  additionalProperties: false,
  required: ['action'],
  description: 'A rule. It matches a pod that satisfies all that it names.',
  properties: {
    name: { type: 'string', default: '', description: 'For people. Unique when given.' },
    namespaces: {
      type: 'array',
      default: [],
      items: { type: 'string', pattern: '.' },
      description: 'Namespaces of the pods; empty: all.',
    },
    pods: {
      oneOf: [{ $ref: '#/definitions/LabelSelector' }, { type: 'null' }],
      default: null,
      description: 'Label selector of the pods; null: all.',
    },
    events: {
      type: 'array',
      default: [],
      items: { type: 'string', pattern: '.' },
      description: 'Types of the event or condition that leads, such as `Redeploy`; empty: all.',
    },
    action: {
      enum: ['evict', 'finish', 'leave'],
      description:
        '`finish`: the pod may end by itself, and is evicted only when the time left before the deadline is its grace period + 30 s, or at `drain.timeout`. `leave`: it stays, and the node is drained without it.',
    },
    order: {
      type: 'integer',
      default: 0,
      description:
        'Lower goes first; the next order begins when the one before is gone. Near the deadline all go together.',
    },
  },
};

function validate23(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.name === undefined) {
      data.name = '';
    }
    if (data.namespaces === undefined) {
      data.namespaces = [];
    }
    if (data.pods === undefined) {
      data.pods = null;
    }
    if (data.events === undefined) {
      data.events = [];
    }
    if (data.order === undefined) {
      data.order = 0;
    }
    if (data.action === undefined) {
      const err0 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'action' },
        message: "must have required property '" + 'action' + "'",
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === 'name' ||
        key0 === 'namespaces' ||
        key0 === 'pods' ||
        key0 === 'events' ||
        key0 === 'action' ||
        key0 === 'order'
      )) {
        const err1 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    }
    if (typeof data.name !== 'string') {
      const err2 = {
        instancePath: instancePath + '/name',
        schemaPath: '#/properties/name/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    let data1 = data.namespaces;
    if (Array.isArray(data1)) {
      const len0 = data1.length;
      for (let i0 = 0; i0 < len0; i0++) {
        let data2 = data1[i0];
        if (typeof data2 === 'string') {
          if (!pattern20.test(data2)) {
            const err3 = {
              instancePath: instancePath + '/namespaces/' + i0,
              schemaPath: '#/properties/namespaces/items/pattern',
              keyword: 'pattern',
              params: { pattern: '.' },
              message: 'must match pattern "' + '.' + '"',
            };
            if (vErrors === null) {
              vErrors = [err3];
            } else {
              vErrors.push(err3);
            }
            errors++;
          }
        } else {
          const err4 = {
            instancePath: instancePath + '/namespaces/' + i0,
            schemaPath: '#/properties/namespaces/items/type',
            keyword: 'type',
            params: { type: 'string' },
            message: 'must be string',
          };
          if (vErrors === null) {
            vErrors = [err4];
          } else {
            vErrors.push(err4);
          }
          errors++;
        }
      }
    } else {
      const err5 = {
        instancePath: instancePath + '/namespaces',
        schemaPath: '#/properties/namespaces/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    let data3 = data.pods;
    const _errs9 = errors;
    let valid3 = false;
    let passing0 = null;
    const _errs10 = errors;
    const _errs12 = errors;
    let valid5 = false;
    let passing1 = null;
    const _errs13 = errors;
    if (typeof data3 === 'string') {
      if (!pattern2.test(data3)) {
        const err6 = {
          instancePath: instancePath + '/pods',
          schemaPath: '#/definitions/LabelSelector/oneOf/0/pattern',
          keyword: 'pattern',
          params: { pattern: '\\S' },
          message: 'must match pattern "' + '\\S' + '"',
        };
        if (vErrors === null) {
          vErrors = [err6];
        } else {
          vErrors.push(err6);
        }
        errors++;
      }
    } else {
      const err7 = {
        instancePath: instancePath + '/pods',
        schemaPath: '#/definitions/LabelSelector/oneOf/0/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    var _valid1 = _errs13 === errors;
    if (_valid1) {
      valid5 = true;
      passing1 = 0;
    }
    const _errs15 = errors;
    if (data3 && typeof data3 == 'object' && !Array.isArray(data3)) {
      for (const key1 in data3) {
        if (!(key1 === 'matchLabels' || key1 === 'matchExpressions')) {
          const err8 = {
            instancePath: instancePath + '/pods',
            schemaPath: '#/definitions/LabelSelector/oneOf/1/additionalProperties',
            keyword: 'additionalProperties',
            params: { additionalProperty: key1 },
            message: 'must NOT have additional properties',
          };
          if (vErrors === null) {
            vErrors = [err8];
          } else {
            vErrors.push(err8);
          }
          errors++;
        }
      }
      if (data3.matchLabels !== undefined) {
        let data4 = data3.matchLabels;
        if (data4 && typeof data4 == 'object' && !Array.isArray(data4)) {
          for (const key2 in data4) {
            if (typeof data4[key2] !== 'string') {
              const err9 = {
                instancePath:
                  instancePath + '/pods/matchLabels/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath:
                  '#/definitions/LabelSelector/oneOf/1/properties/matchLabels/additionalProperties/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              };
              if (vErrors === null) {
                vErrors = [err9];
              } else {
                vErrors.push(err9);
              }
              errors++;
            }
          }
        } else {
          const err10 = {
            instancePath: instancePath + '/pods/matchLabels',
            schemaPath: '#/definitions/LabelSelector/oneOf/1/properties/matchLabels/type',
            keyword: 'type',
            params: { type: 'object' },
            message: 'must be object',
          };
          if (vErrors === null) {
            vErrors = [err10];
          } else {
            vErrors.push(err10);
          }
          errors++;
        }
      }
      if (data3.matchExpressions !== undefined) {
        let data6 = data3.matchExpressions;
        if (Array.isArray(data6)) {
          const len1 = data6.length;
          for (let i1 = 0; i1 < len1; i1++) {
            let data7 = data6[i1];
            if (data7 && typeof data7 == 'object' && !Array.isArray(data7)) {
              if (data7.key === undefined) {
                const err11 = {
                  instancePath: instancePath + '/pods/matchExpressions/' + i1,
                  schemaPath:
                    '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/required',
                  keyword: 'required',
                  params: { missingProperty: 'key' },
                  message: "must have required property '" + 'key' + "'",
                };
                if (vErrors === null) {
                  vErrors = [err11];
                } else {
                  vErrors.push(err11);
                }
                errors++;
              }
              if (data7.operator === undefined) {
                const err12 = {
                  instancePath: instancePath + '/pods/matchExpressions/' + i1,
                  schemaPath:
                    '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/required',
                  keyword: 'required',
                  params: { missingProperty: 'operator' },
                  message: "must have required property '" + 'operator' + "'",
                };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
              for (const key3 in data7) {
                if (!(key3 === 'key' || key3 === 'operator' || key3 === 'values')) {
                  const err13 = {
                    instancePath: instancePath + '/pods/matchExpressions/' + i1,
                    schemaPath:
                      '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/additionalProperties',
                    keyword: 'additionalProperties',
                    params: { additionalProperty: key3 },
                    message: 'must NOT have additional properties',
                  };
                  if (vErrors === null) {
                    vErrors = [err13];
                  } else {
                    vErrors.push(err13);
                  }
                  errors++;
                }
              }
              if (data7.key !== undefined) {
                let data8 = data7.key;
                if (typeof data8 === 'string') {
                  if (!pattern2.test(data8)) {
                    const err14 = {
                      instancePath: instancePath + '/pods/matchExpressions/' + i1 + '/key',
                      schemaPath:
                        '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/key/pattern',
                      keyword: 'pattern',
                      params: { pattern: '\\S' },
                      message: 'must match pattern "' + '\\S' + '"',
                    };
                    if (vErrors === null) {
                      vErrors = [err14];
                    } else {
                      vErrors.push(err14);
                    }
                    errors++;
                  }
                } else {
                  const err15 = {
                    instancePath: instancePath + '/pods/matchExpressions/' + i1 + '/key',
                    schemaPath:
                      '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/key/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  };
                  if (vErrors === null) {
                    vErrors = [err15];
                  } else {
                    vErrors.push(err15);
                  }
                  errors++;
                }
              }
              if (data7.operator !== undefined) {
                let data9 = data7.operator;
                if (!(
                  data9 === 'In' ||
                  data9 === 'NotIn' ||
                  data9 === 'Exists' ||
                  data9 === 'DoesNotExist'
                )) {
                  const err16 = {
                    instancePath: instancePath + '/pods/matchExpressions/' + i1 + '/operator',
                    schemaPath:
                      '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/operator/enum',
                    keyword: 'enum',
                    params: {
                      allowedValues:
                        schema36.oneOf[1].properties.matchExpressions.items.properties.operator.enum,
                    },
                    message: 'must be equal to one of the allowed values',
                  };
                  if (vErrors === null) {
                    vErrors = [err16];
                  } else {
                    vErrors.push(err16);
                  }
                  errors++;
                }
              }
              if (data7.values !== undefined) {
                let data10 = data7.values;
                if (Array.isArray(data10)) {
                  const len2 = data10.length;
                  for (let i2 = 0; i2 < len2; i2++) {
                    if (typeof data10[i2] !== 'string') {
                      const err17 = {
                        instancePath: instancePath + '/pods/matchExpressions/' + i1 + '/values/' + i2,
                        schemaPath:
                          '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/values/items/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      };
                      if (vErrors === null) {
                        vErrors = [err17];
                      } else {
                        vErrors.push(err17);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err18 = {
                    instancePath: instancePath + '/pods/matchExpressions/' + i1 + '/values',
                    schemaPath:
                      '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/values/type',
                    keyword: 'type',
                    params: { type: 'array' },
                    message: 'must be array',
                  };
                  if (vErrors === null) {
                    vErrors = [err18];
                  } else {
                    vErrors.push(err18);
                  }
                  errors++;
                }
              }
            } else {
              const err19 = {
                instancePath: instancePath + '/pods/matchExpressions/' + i1,
                schemaPath: '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/type',
                keyword: 'type',
                params: { type: 'object' },
                message: 'must be object',
              };
              if (vErrors === null) {
                vErrors = [err19];
              } else {
                vErrors.push(err19);
              }
              errors++;
            }
          }
        } else {
          const err20 = {
            instancePath: instancePath + '/pods/matchExpressions',
            schemaPath: '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/type',
            keyword: 'type',
            params: { type: 'array' },
            message: 'must be array',
          };
          if (vErrors === null) {
            vErrors = [err20];
          } else {
            vErrors.push(err20);
          }
          errors++;
        }
      }
    } else {
      const err21 = {
        instancePath: instancePath + '/pods',
        schemaPath: '#/definitions/LabelSelector/oneOf/1/type',
        keyword: 'type',
        params: { type: 'object' },
        message: 'must be object',
      };
      if (vErrors === null) {
        vErrors = [err21];
      } else {
        vErrors.push(err21);
      }
      errors++;
    }
    var _valid1 = _errs15 === errors;
    if (_valid1 && valid5) {
      valid5 = false;
      passing1 = [passing1, 1];
    } else {
      if (_valid1) {
        valid5 = true;
        passing1 = 1;
      }
    }
    if (!valid5) {
      const err22 = {
        instancePath: instancePath + '/pods',
        schemaPath: '#/definitions/LabelSelector/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing1 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err22];
      } else {
        vErrors.push(err22);
      }
      errors++;
    } else {
      errors = _errs12;
      if (vErrors !== null) {
        if (_errs12) {
          vErrors.length = _errs12;
        } else {
          vErrors = null;
        }
      }
    }
    var _valid0 = _errs10 === errors;
    if (_valid0) {
      valid3 = true;
      passing0 = 0;
    }
    const _errs35 = errors;
    if (data3 !== null) {
      const err23 = {
        instancePath: instancePath + '/pods',
        schemaPath: '#/properties/pods/oneOf/1/type',
        keyword: 'type',
        params: { type: 'null' },
        message: 'must be null',
      };
      if (vErrors === null) {
        vErrors = [err23];
      } else {
        vErrors.push(err23);
      }
      errors++;
    }
    var _valid0 = _errs35 === errors;
    if (_valid0 && valid3) {
      valid3 = false;
      passing0 = [passing0, 1];
    } else {
      if (_valid0) {
        valid3 = true;
        passing0 = 1;
      }
    }
    if (!valid3) {
      const err24 = {
        instancePath: instancePath + '/pods',
        schemaPath: '#/properties/pods/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing0 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err24];
      } else {
        vErrors.push(err24);
      }
      errors++;
    } else {
      errors = _errs9;
      if (vErrors !== null) {
        if (_errs9) {
          vErrors.length = _errs9;
        } else {
          vErrors = null;
        }
      }
    }
    let data12 = data.events;
    if (Array.isArray(data12)) {
      const len3 = data12.length;
      for (let i3 = 0; i3 < len3; i3++) {
        let data13 = data12[i3];
        if (typeof data13 === 'string') {
          if (!pattern20.test(data13)) {
            const err25 = {
              instancePath: instancePath + '/events/' + i3,
              schemaPath: '#/properties/events/items/pattern',
              keyword: 'pattern',
              params: { pattern: '.' },
              message: 'must match pattern "' + '.' + '"',
            };
            if (vErrors === null) {
              vErrors = [err25];
            } else {
              vErrors.push(err25);
            }
            errors++;
          }
        } else {
          const err26 = {
            instancePath: instancePath + '/events/' + i3,
            schemaPath: '#/properties/events/items/type',
            keyword: 'type',
            params: { type: 'string' },
            message: 'must be string',
          };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
      }
    } else {
      const err27 = {
        instancePath: instancePath + '/events',
        schemaPath: '#/properties/events/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err27];
      } else {
        vErrors.push(err27);
      }
      errors++;
    }
    if (data.action !== undefined) {
      let data14 = data.action;
      if (!(data14 === 'evict' || data14 === 'finish' || data14 === 'leave')) {
        const err28 = {
          instancePath: instancePath + '/action',
          schemaPath: '#/properties/action/enum',
          keyword: 'enum',
          params: { allowedValues: schema37.properties.action.enum },
          message: 'must be equal to one of the allowed values',
        };
        if (vErrors === null) {
          vErrors = [err28];
        } else {
          vErrors.push(err28);
        }
        errors++;
      }
    }
    let data15 = data.order;
    if (!(typeof data15 == 'number' && !(data15 % 1) && !isNaN(data15) && isFinite(data15))) {
      const err29 = {
        instancePath: instancePath + '/order',
        schemaPath: '#/properties/order/type',
        keyword: 'type',
        params: { type: 'integer' },
        message: 'must be integer',
      };
      if (vErrors === null) {
        vErrors = [err29];
      } else {
        vErrors.push(err29);
      }
      errors++;
    }
  } else {
    const err30 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err30];
    } else {
      vErrors.push(err30);
    }
    errors++;
  }
  validate23.errors = vErrors;
  return errors === 0;
}

function validate18(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.leadTime === undefined) {
      data.leadTime = null;
    }
    if (data.timeout === undefined) {
      data.timeout = '1h';
    }
    if (data.retry === undefined) {
      data.retry = {};
    }
    if (data.evictionBackoff === undefined) {
      data.evictionBackoff = {};
    }
    if (data.maxPodGracePeriod === undefined) {
      data.maxPodGracePeriod = null;
    }
    if (data.onDeadline === undefined) {
      data.onDeadline = 'wait';
    }
    if (data.unmanagedPods === undefined) {
      data.unmanagedPods = 'evict';
    }
    if (data.emptyDirPods === undefined) {
      data.emptyDirPods = 'evict';
    }
    if (data.skipPods === undefined) {
      data.skipPods = null;
    }
    if (data.volumes === undefined) {
      data.volumes = 'wait';
    }
    if (data.loadBalancers === undefined) {
      data.loadBalancers = 'keep';
    }
    if (data.outOfService === undefined) {
      data.outOfService = false;
    }
    if (data.rules === undefined) {
      data.rules = [];
    }
    for (const key0 in data) {
      if (!func2.call(schema26.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.leadTime;
    const _errs3 = errors;
    let valid1 = false;
    let passing0 = null;
    const _errs4 = errors;
    if (typeof data0 === 'string') {
      if (!pattern6.test(data0)) {
        const err1 = {
          instancePath: instancePath + '/leadTime',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err1];
        } else {
          vErrors.push(err1);
        }
        errors++;
      }
    } else {
      const err2 = {
        instancePath: instancePath + '/leadTime',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    var _valid0 = _errs4 === errors;
    if (_valid0) {
      valid1 = true;
      passing0 = 0;
    }
    const _errs7 = errors;
    if (data0 !== null) {
      const err3 = {
        instancePath: instancePath + '/leadTime',
        schemaPath: '#/properties/leadTime/oneOf/1/type',
        keyword: 'type',
        params: { type: 'null' },
        message: 'must be null',
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
    var _valid0 = _errs7 === errors;
    if (_valid0 && valid1) {
      valid1 = false;
      passing0 = [passing0, 1];
    } else {
      if (_valid0) {
        valid1 = true;
        passing0 = 1;
      }
    }
    if (!valid1) {
      const err4 = {
        instancePath: instancePath + '/leadTime',
        schemaPath: '#/properties/leadTime/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing0 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    } else {
      errors = _errs3;
      if (vErrors !== null) {
        if (_errs3) {
          vErrors.length = _errs3;
        } else {
          vErrors = null;
        }
      }
    }
    let data1 = data.timeout;
    if (typeof data1 === 'string') {
      if (!pattern6.test(data1)) {
        const err5 = {
          instancePath: instancePath + '/timeout',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    } else {
      const err6 = {
        instancePath: instancePath + '/timeout',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (
      !validate19(data.retry, {
        instancePath: instancePath + '/retry',
        parentData: data,
        parentDataProperty: 'retry',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate19.errors : vErrors.concat(validate19.errors);
      errors = vErrors.length;
    }
    if (
      !validate21(data.evictionBackoff, {
        instancePath: instancePath + '/evictionBackoff',
        parentData: data,
        parentDataProperty: 'evictionBackoff',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate21.errors : vErrors.concat(validate21.errors);
      errors = vErrors.length;
    }
    let data4 = data.maxPodGracePeriod;
    const _errs15 = errors;
    let valid4 = false;
    let passing1 = null;
    const _errs16 = errors;
    if (typeof data4 === 'string') {
      if (!pattern6.test(data4)) {
        const err7 = {
          instancePath: instancePath + '/maxPodGracePeriod',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    } else {
      const err8 = {
        instancePath: instancePath + '/maxPodGracePeriod',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    var _valid1 = _errs16 === errors;
    if (_valid1) {
      valid4 = true;
      passing1 = 0;
    }
    const _errs19 = errors;
    if (data4 !== null) {
      const err9 = {
        instancePath: instancePath + '/maxPodGracePeriod',
        schemaPath: '#/properties/maxPodGracePeriod/oneOf/1/type',
        keyword: 'type',
        params: { type: 'null' },
        message: 'must be null',
      };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    var _valid1 = _errs19 === errors;
    if (_valid1 && valid4) {
      valid4 = false;
      passing1 = [passing1, 1];
    } else {
      if (_valid1) {
        valid4 = true;
        passing1 = 1;
      }
    }
    if (!valid4) {
      const err10 = {
        instancePath: instancePath + '/maxPodGracePeriod',
        schemaPath: '#/properties/maxPodGracePeriod/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing1 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    } else {
      errors = _errs15;
      if (vErrors !== null) {
        if (_errs15) {
          vErrors.length = _errs15;
        } else {
          vErrors = null;
        }
      }
    }
    let data5 = data.onDeadline;
    if (!(data5 === 'wait' || data5 === 'delete')) {
      const err11 = {
        instancePath: instancePath + '/onDeadline',
        schemaPath: '#/properties/onDeadline/enum',
        keyword: 'enum',
        params: { allowedValues: schema26.properties.onDeadline.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    let data6 = data.unmanagedPods;
    if (!(data6 === 'evict' || data6 === 'block')) {
      const err12 = {
        instancePath: instancePath + '/unmanagedPods',
        schemaPath: '#/properties/unmanagedPods/enum',
        keyword: 'enum',
        params: { allowedValues: schema26.properties.unmanagedPods.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    let data7 = data.emptyDirPods;
    if (!(data7 === 'evict' || data7 === 'block')) {
      const err13 = {
        instancePath: instancePath + '/emptyDirPods',
        schemaPath: '#/properties/emptyDirPods/enum',
        keyword: 'enum',
        params: { allowedValues: schema26.properties.emptyDirPods.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    let data8 = data.skipPods;
    const _errs25 = errors;
    let valid6 = false;
    let passing2 = null;
    const _errs26 = errors;
    const _errs28 = errors;
    let valid8 = false;
    let passing3 = null;
    const _errs29 = errors;
    if (typeof data8 === 'string') {
      if (!pattern2.test(data8)) {
        const err14 = {
          instancePath: instancePath + '/skipPods',
          schemaPath: '#/definitions/LabelSelector/oneOf/0/pattern',
          keyword: 'pattern',
          params: { pattern: '\\S' },
          message: 'must match pattern "' + '\\S' + '"',
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    } else {
      const err15 = {
        instancePath: instancePath + '/skipPods',
        schemaPath: '#/definitions/LabelSelector/oneOf/0/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err15];
      } else {
        vErrors.push(err15);
      }
      errors++;
    }
    var _valid3 = _errs29 === errors;
    if (_valid3) {
      valid8 = true;
      passing3 = 0;
    }
    const _errs31 = errors;
    if (data8 && typeof data8 == 'object' && !Array.isArray(data8)) {
      for (const key1 in data8) {
        if (!(key1 === 'matchLabels' || key1 === 'matchExpressions')) {
          const err16 = {
            instancePath: instancePath + '/skipPods',
            schemaPath: '#/definitions/LabelSelector/oneOf/1/additionalProperties',
            keyword: 'additionalProperties',
            params: { additionalProperty: key1 },
            message: 'must NOT have additional properties',
          };
          if (vErrors === null) {
            vErrors = [err16];
          } else {
            vErrors.push(err16);
          }
          errors++;
        }
      }
      if (data8.matchLabels !== undefined) {
        let data9 = data8.matchLabels;
        if (data9 && typeof data9 == 'object' && !Array.isArray(data9)) {
          for (const key2 in data9) {
            if (typeof data9[key2] !== 'string') {
              const err17 = {
                instancePath:
                  instancePath + '/skipPods/matchLabels/' + key2.replace(/~/g, '~0').replace(/\//g, '~1'),
                schemaPath:
                  '#/definitions/LabelSelector/oneOf/1/properties/matchLabels/additionalProperties/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          }
        } else {
          const err18 = {
            instancePath: instancePath + '/skipPods/matchLabels',
            schemaPath: '#/definitions/LabelSelector/oneOf/1/properties/matchLabels/type',
            keyword: 'type',
            params: { type: 'object' },
            message: 'must be object',
          };
          if (vErrors === null) {
            vErrors = [err18];
          } else {
            vErrors.push(err18);
          }
          errors++;
        }
      }
      if (data8.matchExpressions !== undefined) {
        let data11 = data8.matchExpressions;
        if (Array.isArray(data11)) {
          const len0 = data11.length;
          for (let i0 = 0; i0 < len0; i0++) {
            let data12 = data11[i0];
            if (data12 && typeof data12 == 'object' && !Array.isArray(data12)) {
              if (data12.key === undefined) {
                const err19 = {
                  instancePath: instancePath + '/skipPods/matchExpressions/' + i0,
                  schemaPath:
                    '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/required',
                  keyword: 'required',
                  params: { missingProperty: 'key' },
                  message: "must have required property '" + 'key' + "'",
                };
                if (vErrors === null) {
                  vErrors = [err19];
                } else {
                  vErrors.push(err19);
                }
                errors++;
              }
              if (data12.operator === undefined) {
                const err20 = {
                  instancePath: instancePath + '/skipPods/matchExpressions/' + i0,
                  schemaPath:
                    '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/required',
                  keyword: 'required',
                  params: { missingProperty: 'operator' },
                  message: "must have required property '" + 'operator' + "'",
                };
                if (vErrors === null) {
                  vErrors = [err20];
                } else {
                  vErrors.push(err20);
                }
                errors++;
              }
              for (const key3 in data12) {
                if (!(key3 === 'key' || key3 === 'operator' || key3 === 'values')) {
                  const err21 = {
                    instancePath: instancePath + '/skipPods/matchExpressions/' + i0,
                    schemaPath:
                      '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/additionalProperties',
                    keyword: 'additionalProperties',
                    params: { additionalProperty: key3 },
                    message: 'must NOT have additional properties',
                  };
                  if (vErrors === null) {
                    vErrors = [err21];
                  } else {
                    vErrors.push(err21);
                  }
                  errors++;
                }
              }
              if (data12.key !== undefined) {
                let data13 = data12.key;
                if (typeof data13 === 'string') {
                  if (!pattern2.test(data13)) {
                    const err22 = {
                      instancePath: instancePath + '/skipPods/matchExpressions/' + i0 + '/key',
                      schemaPath:
                        '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/key/pattern',
                      keyword: 'pattern',
                      params: { pattern: '\\S' },
                      message: 'must match pattern "' + '\\S' + '"',
                    };
                    if (vErrors === null) {
                      vErrors = [err22];
                    } else {
                      vErrors.push(err22);
                    }
                    errors++;
                  }
                } else {
                  const err23 = {
                    instancePath: instancePath + '/skipPods/matchExpressions/' + i0 + '/key',
                    schemaPath:
                      '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/key/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  };
                  if (vErrors === null) {
                    vErrors = [err23];
                  } else {
                    vErrors.push(err23);
                  }
                  errors++;
                }
              }
              if (data12.operator !== undefined) {
                let data14 = data12.operator;
                if (!(
                  data14 === 'In' ||
                  data14 === 'NotIn' ||
                  data14 === 'Exists' ||
                  data14 === 'DoesNotExist'
                )) {
                  const err24 = {
                    instancePath: instancePath + '/skipPods/matchExpressions/' + i0 + '/operator',
                    schemaPath:
                      '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/operator/enum',
                    keyword: 'enum',
                    params: {
                      allowedValues:
                        schema36.oneOf[1].properties.matchExpressions.items.properties.operator.enum,
                    },
                    message: 'must be equal to one of the allowed values',
                  };
                  if (vErrors === null) {
                    vErrors = [err24];
                  } else {
                    vErrors.push(err24);
                  }
                  errors++;
                }
              }
              if (data12.values !== undefined) {
                let data15 = data12.values;
                if (Array.isArray(data15)) {
                  const len1 = data15.length;
                  for (let i1 = 0; i1 < len1; i1++) {
                    if (typeof data15[i1] !== 'string') {
                      const err25 = {
                        instancePath: instancePath + '/skipPods/matchExpressions/' + i0 + '/values/' + i1,
                        schemaPath:
                          '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/values/items/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      };
                      if (vErrors === null) {
                        vErrors = [err25];
                      } else {
                        vErrors.push(err25);
                      }
                      errors++;
                    }
                  }
                } else {
                  const err26 = {
                    instancePath: instancePath + '/skipPods/matchExpressions/' + i0 + '/values',
                    schemaPath:
                      '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/properties/values/type',
                    keyword: 'type',
                    params: { type: 'array' },
                    message: 'must be array',
                  };
                  if (vErrors === null) {
                    vErrors = [err26];
                  } else {
                    vErrors.push(err26);
                  }
                  errors++;
                }
              }
            } else {
              const err27 = {
                instancePath: instancePath + '/skipPods/matchExpressions/' + i0,
                schemaPath: '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/items/type',
                keyword: 'type',
                params: { type: 'object' },
                message: 'must be object',
              };
              if (vErrors === null) {
                vErrors = [err27];
              } else {
                vErrors.push(err27);
              }
              errors++;
            }
          }
        } else {
          const err28 = {
            instancePath: instancePath + '/skipPods/matchExpressions',
            schemaPath: '#/definitions/LabelSelector/oneOf/1/properties/matchExpressions/type',
            keyword: 'type',
            params: { type: 'array' },
            message: 'must be array',
          };
          if (vErrors === null) {
            vErrors = [err28];
          } else {
            vErrors.push(err28);
          }
          errors++;
        }
      }
    } else {
      const err29 = {
        instancePath: instancePath + '/skipPods',
        schemaPath: '#/definitions/LabelSelector/oneOf/1/type',
        keyword: 'type',
        params: { type: 'object' },
        message: 'must be object',
      };
      if (vErrors === null) {
        vErrors = [err29];
      } else {
        vErrors.push(err29);
      }
      errors++;
    }
    var _valid3 = _errs31 === errors;
    if (_valid3 && valid8) {
      valid8 = false;
      passing3 = [passing3, 1];
    } else {
      if (_valid3) {
        valid8 = true;
        passing3 = 1;
      }
    }
    if (!valid8) {
      const err30 = {
        instancePath: instancePath + '/skipPods',
        schemaPath: '#/definitions/LabelSelector/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing3 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err30];
      } else {
        vErrors.push(err30);
      }
      errors++;
    } else {
      errors = _errs28;
      if (vErrors !== null) {
        if (_errs28) {
          vErrors.length = _errs28;
        } else {
          vErrors = null;
        }
      }
    }
    var _valid2 = _errs26 === errors;
    if (_valid2) {
      valid6 = true;
      passing2 = 0;
    }
    const _errs51 = errors;
    if (data8 !== null) {
      const err31 = {
        instancePath: instancePath + '/skipPods',
        schemaPath: '#/properties/skipPods/oneOf/1/type',
        keyword: 'type',
        params: { type: 'null' },
        message: 'must be null',
      };
      if (vErrors === null) {
        vErrors = [err31];
      } else {
        vErrors.push(err31);
      }
      errors++;
    }
    var _valid2 = _errs51 === errors;
    if (_valid2 && valid6) {
      valid6 = false;
      passing2 = [passing2, 1];
    } else {
      if (_valid2) {
        valid6 = true;
        passing2 = 1;
      }
    }
    if (!valid6) {
      const err32 = {
        instancePath: instancePath + '/skipPods',
        schemaPath: '#/properties/skipPods/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing2 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err32];
      } else {
        vErrors.push(err32);
      }
      errors++;
    } else {
      errors = _errs25;
      if (vErrors !== null) {
        if (_errs25) {
          vErrors.length = _errs25;
        } else {
          vErrors = null;
        }
      }
    }
    let data17 = data.volumes;
    if (!(data17 === 'wait' || data17 === 'ignore')) {
      const err33 = {
        instancePath: instancePath + '/volumes',
        schemaPath: '#/properties/volumes/enum',
        keyword: 'enum',
        params: { allowedValues: schema26.properties.volumes.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err33];
      } else {
        vErrors.push(err33);
      }
      errors++;
    }
    let data18 = data.loadBalancers;
    if (!(data18 === 'keep' || data18 === 'exclude')) {
      const err34 = {
        instancePath: instancePath + '/loadBalancers',
        schemaPath: '#/properties/loadBalancers/enum',
        keyword: 'enum',
        params: { allowedValues: schema26.properties.loadBalancers.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err34];
      } else {
        vErrors.push(err34);
      }
      errors++;
    }
    if (typeof data.outOfService !== 'boolean') {
      const err35 = {
        instancePath: instancePath + '/outOfService',
        schemaPath: '#/properties/outOfService/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err35];
      } else {
        vErrors.push(err35);
      }
      errors++;
    }
    let data20 = data.rules;
    if (Array.isArray(data20)) {
      const len2 = data20.length;
      for (let i2 = 0; i2 < len2; i2++) {
        if (
          !validate23(data20[i2], {
            instancePath: instancePath + '/rules/' + i2,
            parentData: data20,
            parentDataProperty: i2,
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
          errors = vErrors.length;
        }
      }
    } else {
      const err36 = {
        instancePath: instancePath + '/rules',
        schemaPath: '#/properties/rules/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err36];
      } else {
        vErrors.push(err36);
      }
      errors++;
    }
  } else {
    const err37 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err37];
    } else {
      vErrors.push(err37);
    }
    errors++;
  }
  validate18.errors = vErrors;
  return errors === 0;
}

const schema39 = {
  type: 'object',
  title: 'UncordonDocument',
  additionalProperties: false,
  properties: {
    enabled: {
      type: 'boolean',
      default: true,
      description: 'Uncordon what mechanic cordoned, once maintenance is over.',
    },
    delay: { $ref: '#/definitions/Duration', default: '0s', description: 'Wait this long after the end.' },
  },
};

function validate26(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.enabled === undefined) {
      data.enabled = true;
    }
    if (data.delay === undefined) {
      data.delay = '0s';
    }
    for (const key0 in data) {
      if (!(key0 === 'enabled' || key0 === 'delay')) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    if (typeof data.enabled !== 'boolean') {
      const err1 = {
        instancePath: instancePath + '/enabled',
        schemaPath: '#/properties/enabled/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    let data1 = data.delay;
    if (typeof data1 === 'string') {
      if (!pattern6.test(data1)) {
        const err2 = {
          instancePath: instancePath + '/delay',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    } else {
      const err3 = {
        instancePath: instancePath + '/delay',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err3];
      } else {
        vErrors.push(err3);
      }
      errors++;
    }
  } else {
    const err4 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err4];
    } else {
      vErrors.push(err4);
    }
    errors++;
  }
  validate26.errors = vErrors;
  return errors === 0;
}

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="settings" */ let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.maxConcurrentDrains === undefined) {
      data.maxConcurrentDrains = 1;
    }
    if (data.maxUnavailable === undefined) {
      data.maxUnavailable = '50%';
    }
    if (data.budgets === undefined) {
      data.budgets = [];
    }
    if (data.urgentWithin === undefined) {
      data.urgentWithin = '2m';
    }
    if (data.scheduledEvents === undefined) {
      data.scheduledEvents = {};
    }
    if (data.freezeMinDuration === undefined) {
      data.freezeMinDuration = '0s';
    }
    if (data.optionalConditions === undefined) {
      data.optionalConditions = {};
    }
    if (data.conditions === undefined) {
      data.conditions = [];
    }
    if (data.drain === undefined) {
      data.drain = {};
    }
    if (data.nodeConditions === undefined) {
      data.nodeConditions = false;
    }
    if (data.uncordon === undefined) {
      data.uncordon = {};
    }
    if (data.dryRun === undefined) {
      data.dryRun = false;
    }
    if (data.acknowledgeEvents === undefined) {
      data.acknowledgeEvents = false;
    }
    if (data.notifications === undefined) {
      data.notifications = [];
    }
    for (const key0 in data) {
      if (!func2.call(schema11.properties, key0)) {
        const err0 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err0];
        } else {
          vErrors.push(err0);
        }
        errors++;
      }
    }
    let data0 = data.maxConcurrentDrains;
    const _errs4 = errors;
    let valid2 = false;
    let passing0 = null;
    const _errs5 = errors;
    if (!(typeof data0 == 'number' && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
      const err1 = {
        instancePath: instancePath + '/maxConcurrentDrains',
        schemaPath: '#/definitions/IntOrPercent/oneOf/0/type',
        keyword: 'type',
        params: { type: 'integer' },
        message: 'must be integer',
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (typeof data0 == 'number' && isFinite(data0)) {
      if (data0 < 0 || isNaN(data0)) {
        const err2 = {
          instancePath: instancePath + '/maxConcurrentDrains',
          schemaPath: '#/definitions/IntOrPercent/oneOf/0/minimum',
          keyword: 'minimum',
          params: { comparison: '>=', limit: 0 },
          message: 'must be >= 0',
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    var _valid0 = _errs5 === errors;
    if (_valid0) {
      valid2 = true;
      passing0 = 0;
    }
    const _errs7 = errors;
    if (typeof data0 === 'string') {
      if (!pattern0.test(data0)) {
        const err3 = {
          instancePath: instancePath + '/maxConcurrentDrains',
          schemaPath: '#/definitions/IntOrPercent/oneOf/1/pattern',
          keyword: 'pattern',
          params: { pattern: '^(100|[1-9]?[0-9])%$' },
          message: 'must match pattern "' + '^(100|[1-9]?[0-9])%$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err3];
        } else {
          vErrors.push(err3);
        }
        errors++;
      }
    } else {
      const err4 = {
        instancePath: instancePath + '/maxConcurrentDrains',
        schemaPath: '#/definitions/IntOrPercent/oneOf/1/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    var _valid0 = _errs7 === errors;
    if (_valid0 && valid2) {
      valid2 = false;
      passing0 = [passing0, 1];
    } else {
      if (_valid0) {
        valid2 = true;
        passing0 = 1;
      }
    }
    if (!valid2) {
      const err5 = {
        instancePath: instancePath + '/maxConcurrentDrains',
        schemaPath: '#/definitions/IntOrPercent/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing0 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    } else {
      errors = _errs4;
      if (vErrors !== null) {
        if (_errs4) {
          vErrors.length = _errs4;
        } else {
          vErrors = null;
        }
      }
    }
    let data1 = data.maxUnavailable;
    const _errs11 = errors;
    let valid4 = false;
    let passing1 = null;
    const _errs12 = errors;
    if (!(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
      const err6 = {
        instancePath: instancePath + '/maxUnavailable',
        schemaPath: '#/definitions/IntOrPercent/oneOf/0/type',
        keyword: 'type',
        params: { type: 'integer' },
        message: 'must be integer',
      };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (typeof data1 == 'number' && isFinite(data1)) {
      if (data1 < 0 || isNaN(data1)) {
        const err7 = {
          instancePath: instancePath + '/maxUnavailable',
          schemaPath: '#/definitions/IntOrPercent/oneOf/0/minimum',
          keyword: 'minimum',
          params: { comparison: '>=', limit: 0 },
          message: 'must be >= 0',
        };
        if (vErrors === null) {
          vErrors = [err7];
        } else {
          vErrors.push(err7);
        }
        errors++;
      }
    }
    var _valid1 = _errs12 === errors;
    if (_valid1) {
      valid4 = true;
      passing1 = 0;
    }
    const _errs14 = errors;
    if (typeof data1 === 'string') {
      if (!pattern0.test(data1)) {
        const err8 = {
          instancePath: instancePath + '/maxUnavailable',
          schemaPath: '#/definitions/IntOrPercent/oneOf/1/pattern',
          keyword: 'pattern',
          params: { pattern: '^(100|[1-9]?[0-9])%$' },
          message: 'must match pattern "' + '^(100|[1-9]?[0-9])%$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    } else {
      const err9 = {
        instancePath: instancePath + '/maxUnavailable',
        schemaPath: '#/definitions/IntOrPercent/oneOf/1/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    }
    var _valid1 = _errs14 === errors;
    if (_valid1 && valid4) {
      valid4 = false;
      passing1 = [passing1, 1];
    } else {
      if (_valid1) {
        valid4 = true;
        passing1 = 1;
      }
    }
    if (!valid4) {
      const err10 = {
        instancePath: instancePath + '/maxUnavailable',
        schemaPath: '#/definitions/IntOrPercent/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing1 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    } else {
      errors = _errs11;
      if (vErrors !== null) {
        if (_errs11) {
          vErrors.length = _errs11;
        } else {
          vErrors = null;
        }
      }
    }
    let data2 = data.budgets;
    if (Array.isArray(data2)) {
      const len0 = data2.length;
      for (let i0 = 0; i0 < len0; i0++) {
        if (
          !validate11(data2[i0], {
            instancePath: instancePath + '/budgets/' + i0,
            parentData: data2,
            parentDataProperty: i0,
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
          errors = vErrors.length;
        }
      }
    } else {
      const err11 = {
        instancePath: instancePath + '/budgets',
        schemaPath: '#/properties/budgets/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    let data4 = data.urgentWithin;
    if (typeof data4 === 'string') {
      if (!pattern6.test(data4)) {
        const err12 = {
          instancePath: instancePath + '/urgentWithin',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err12];
        } else {
          vErrors.push(err12);
        }
        errors++;
      }
    } else {
      const err13 = {
        instancePath: instancePath + '/urgentWithin',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    let data5 = data.scheduledEvents;
    if (data5 && typeof data5 == 'object' && !Array.isArray(data5)) {
      if (data5.freeze === undefined) {
        data5.freeze = false;
      }
      if (data5.liveMigration === undefined) {
        data5.liveMigration = true;
      }
      if (data5.reboot === undefined) {
        data5.reboot = true;
      }
      if (data5.redeploy === undefined) {
        data5.redeploy = true;
      }
      if (data5.preempt === undefined) {
        data5.preempt = true;
      }
      if (data5.terminate === undefined) {
        data5.terminate = true;
      }
      if (data5.spotRebalance === undefined) {
        data5.spotRebalance = false;
      }
      for (const key1 in data5) {
        if (!(
          key1 === 'freeze' ||
          key1 === 'liveMigration' ||
          key1 === 'reboot' ||
          key1 === 'redeploy' ||
          key1 === 'preempt' ||
          key1 === 'terminate' ||
          key1 === 'spotRebalance'
        )) {
          const err14 = {
            instancePath: instancePath + '/scheduledEvents',
            schemaPath: '#/definitions/ScheduledEvents/additionalProperties',
            keyword: 'additionalProperties',
            params: { additionalProperty: key1 },
            message: 'must NOT have additional properties',
          };
          if (vErrors === null) {
            vErrors = [err14];
          } else {
            vErrors.push(err14);
          }
          errors++;
        }
      }
      if (typeof data5.freeze !== 'boolean') {
        const err15 = {
          instancePath: instancePath + '/scheduledEvents/freeze',
          schemaPath: '#/definitions/ScheduledEvents/properties/freeze/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err15];
        } else {
          vErrors.push(err15);
        }
        errors++;
      }
      if (typeof data5.liveMigration !== 'boolean') {
        const err16 = {
          instancePath: instancePath + '/scheduledEvents/liveMigration',
          schemaPath: '#/definitions/ScheduledEvents/properties/liveMigration/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err16];
        } else {
          vErrors.push(err16);
        }
        errors++;
      }
      if (typeof data5.reboot !== 'boolean') {
        const err17 = {
          instancePath: instancePath + '/scheduledEvents/reboot',
          schemaPath: '#/definitions/ScheduledEvents/properties/reboot/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err17];
        } else {
          vErrors.push(err17);
        }
        errors++;
      }
      if (typeof data5.redeploy !== 'boolean') {
        const err18 = {
          instancePath: instancePath + '/scheduledEvents/redeploy',
          schemaPath: '#/definitions/ScheduledEvents/properties/redeploy/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err18];
        } else {
          vErrors.push(err18);
        }
        errors++;
      }
      if (typeof data5.preempt !== 'boolean') {
        const err19 = {
          instancePath: instancePath + '/scheduledEvents/preempt',
          schemaPath: '#/definitions/ScheduledEvents/properties/preempt/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err19];
        } else {
          vErrors.push(err19);
        }
        errors++;
      }
      if (typeof data5.terminate !== 'boolean') {
        const err20 = {
          instancePath: instancePath + '/scheduledEvents/terminate',
          schemaPath: '#/definitions/ScheduledEvents/properties/terminate/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err20];
        } else {
          vErrors.push(err20);
        }
        errors++;
      }
      if (typeof data5.spotRebalance !== 'boolean') {
        const err21 = {
          instancePath: instancePath + '/scheduledEvents/spotRebalance',
          schemaPath: '#/definitions/ScheduledEvents/properties/spotRebalance/type',
          keyword: 'type',
          params: { type: 'boolean' },
          message: 'must be boolean',
        };
        if (vErrors === null) {
          vErrors = [err21];
        } else {
          vErrors.push(err21);
        }
        errors++;
      }
    } else {
      const err22 = {
        instancePath: instancePath + '/scheduledEvents',
        schemaPath: '#/definitions/ScheduledEvents/type',
        keyword: 'type',
        params: { type: 'object' },
        message: 'must be object',
      };
      if (vErrors === null) {
        vErrors = [err22];
      } else {
        vErrors.push(err22);
      }
      errors++;
    }
    if (data.vmEvents !== undefined) {
      let data13 = data.vmEvents;
      if (data13 && typeof data13 == 'object' && !Array.isArray(data13)) {
        if (data13.freeze === undefined) {
          data13.freeze = false;
        }
        if (data13.liveMigration === undefined) {
          data13.liveMigration = true;
        }
        if (data13.reboot === undefined) {
          data13.reboot = true;
        }
        if (data13.redeploy === undefined) {
          data13.redeploy = true;
        }
        if (data13.preempt === undefined) {
          data13.preempt = true;
        }
        if (data13.terminate === undefined) {
          data13.terminate = true;
        }
        if (data13.spotRebalance === undefined) {
          data13.spotRebalance = false;
        }
        for (const key2 in data13) {
          if (!(
            key2 === 'freeze' ||
            key2 === 'liveMigration' ||
            key2 === 'reboot' ||
            key2 === 'redeploy' ||
            key2 === 'preempt' ||
            key2 === 'terminate' ||
            key2 === 'spotRebalance'
          )) {
            const err23 = {
              instancePath: instancePath + '/vmEvents',
              schemaPath: '#/definitions/ScheduledEvents/additionalProperties',
              keyword: 'additionalProperties',
              params: { additionalProperty: key2 },
              message: 'must NOT have additional properties',
            };
            if (vErrors === null) {
              vErrors = [err23];
            } else {
              vErrors.push(err23);
            }
            errors++;
          }
        }
        if (typeof data13.freeze !== 'boolean') {
          const err24 = {
            instancePath: instancePath + '/vmEvents/freeze',
            schemaPath: '#/definitions/ScheduledEvents/properties/freeze/type',
            keyword: 'type',
            params: { type: 'boolean' },
            message: 'must be boolean',
          };
          if (vErrors === null) {
            vErrors = [err24];
          } else {
            vErrors.push(err24);
          }
          errors++;
        }
        if (typeof data13.liveMigration !== 'boolean') {
          const err25 = {
            instancePath: instancePath + '/vmEvents/liveMigration',
            schemaPath: '#/definitions/ScheduledEvents/properties/liveMigration/type',
            keyword: 'type',
            params: { type: 'boolean' },
            message: 'must be boolean',
          };
          if (vErrors === null) {
            vErrors = [err25];
          } else {
            vErrors.push(err25);
          }
          errors++;
        }
        if (typeof data13.reboot !== 'boolean') {
          const err26 = {
            instancePath: instancePath + '/vmEvents/reboot',
            schemaPath: '#/definitions/ScheduledEvents/properties/reboot/type',
            keyword: 'type',
            params: { type: 'boolean' },
            message: 'must be boolean',
          };
          if (vErrors === null) {
            vErrors = [err26];
          } else {
            vErrors.push(err26);
          }
          errors++;
        }
        if (typeof data13.redeploy !== 'boolean') {
          const err27 = {
            instancePath: instancePath + '/vmEvents/redeploy',
            schemaPath: '#/definitions/ScheduledEvents/properties/redeploy/type',
            keyword: 'type',
            params: { type: 'boolean' },
            message: 'must be boolean',
          };
          if (vErrors === null) {
            vErrors = [err27];
          } else {
            vErrors.push(err27);
          }
          errors++;
        }
        if (typeof data13.preempt !== 'boolean') {
          const err28 = {
            instancePath: instancePath + '/vmEvents/preempt',
            schemaPath: '#/definitions/ScheduledEvents/properties/preempt/type',
            keyword: 'type',
            params: { type: 'boolean' },
            message: 'must be boolean',
          };
          if (vErrors === null) {
            vErrors = [err28];
          } else {
            vErrors.push(err28);
          }
          errors++;
        }
        if (typeof data13.terminate !== 'boolean') {
          const err29 = {
            instancePath: instancePath + '/vmEvents/terminate',
            schemaPath: '#/definitions/ScheduledEvents/properties/terminate/type',
            keyword: 'type',
            params: { type: 'boolean' },
            message: 'must be boolean',
          };
          if (vErrors === null) {
            vErrors = [err29];
          } else {
            vErrors.push(err29);
          }
          errors++;
        }
        if (typeof data13.spotRebalance !== 'boolean') {
          const err30 = {
            instancePath: instancePath + '/vmEvents/spotRebalance',
            schemaPath: '#/definitions/ScheduledEvents/properties/spotRebalance/type',
            keyword: 'type',
            params: { type: 'boolean' },
            message: 'must be boolean',
          };
          if (vErrors === null) {
            vErrors = [err30];
          } else {
            vErrors.push(err30);
          }
          errors++;
        }
      } else {
        const err31 = {
          instancePath: instancePath + '/vmEvents',
          schemaPath: '#/definitions/ScheduledEvents/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        };
        if (vErrors === null) {
          vErrors = [err31];
        } else {
          vErrors.push(err31);
        }
        errors++;
      }
    }
    let data21 = data.freezeMinDuration;
    if (typeof data21 === 'string') {
      if (!pattern6.test(data21)) {
        const err32 = {
          instancePath: instancePath + '/freezeMinDuration',
          schemaPath: '#/definitions/Duration/pattern',
          keyword: 'pattern',
          params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
          message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
        };
        if (vErrors === null) {
          vErrors = [err32];
        } else {
          vErrors.push(err32);
        }
        errors++;
      }
    } else {
      const err33 = {
        instancePath: instancePath + '/freezeMinDuration',
        schemaPath: '#/definitions/Duration/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
      };
      if (vErrors === null) {
        vErrors = [err33];
      } else {
        vErrors.push(err33);
      }
      errors++;
    }
    if (
      !validate13(data.optionalConditions, {
        instancePath: instancePath + '/optionalConditions',
        parentData: data,
        parentDataProperty: 'optionalConditions',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
      errors = vErrors.length;
    }
    if (data.optional !== undefined) {
      if (
        !validate13(data.optional, {
          instancePath: instancePath + '/optional',
          parentData: data,
          parentDataProperty: 'optional',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate13.errors : vErrors.concat(validate13.errors);
        errors = vErrors.length;
      }
    }
    let data24 = data.conditions;
    if (Array.isArray(data24)) {
      const len1 = data24.length;
      for (let i1 = 0; i1 < len1; i1++) {
        if (
          !validate16(data24[i1], {
            instancePath: instancePath + '/conditions/' + i1,
            parentData: data24,
            parentDataProperty: i1,
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
          errors = vErrors.length;
        }
      }
    } else {
      const err34 = {
        instancePath: instancePath + '/conditions',
        schemaPath: '#/properties/conditions/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err34];
      } else {
        vErrors.push(err34);
      }
      errors++;
    }
    if (
      !validate18(data.drain, {
        instancePath: instancePath + '/drain',
        parentData: data,
        parentDataProperty: 'drain',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate18.errors : vErrors.concat(validate18.errors);
      errors = vErrors.length;
    }
    if (typeof data.nodeConditions !== 'boolean') {
      const err35 = {
        instancePath: instancePath + '/nodeConditions',
        schemaPath: '#/properties/nodeConditions/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err35];
      } else {
        vErrors.push(err35);
      }
      errors++;
    }
    if (
      !validate26(data.uncordon, {
        instancePath: instancePath + '/uncordon',
        parentData: data,
        parentDataProperty: 'uncordon',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
      errors = vErrors.length;
    }
    if (typeof data.dryRun !== 'boolean') {
      const err36 = {
        instancePath: instancePath + '/dryRun',
        schemaPath: '#/properties/dryRun/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err36];
      } else {
        vErrors.push(err36);
      }
      errors++;
    }
    if (typeof data.acknowledgeEvents !== 'boolean') {
      const err37 = {
        instancePath: instancePath + '/acknowledgeEvents',
        schemaPath: '#/properties/acknowledgeEvents/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err37];
      } else {
        vErrors.push(err37);
      }
      errors++;
    }
    let data31 = data.notifications;
    if (Array.isArray(data31)) {
      const len2 = data31.length;
      for (let i2 = 0; i2 < len2; i2++) {
        let data32 = data31[i2];
        if (data32 && typeof data32 == 'object' && !Array.isArray(data32)) {
          if (data32.reasons === undefined) {
            data32.reasons = [];
          }
          if (data32.eventTypes === undefined) {
            data32.eventTypes = [];
          }
          if (data32.template === undefined) {
            data32.template = '{reason} on {subject}: {message}';
          }
          if (data32.name === undefined) {
            const err38 = {
              instancePath: instancePath + '/notifications/' + i2,
              schemaPath: '#/definitions/Notification/required',
              keyword: 'required',
              params: { missingProperty: 'name' },
              message: "must have required property '" + 'name' + "'",
            };
            if (vErrors === null) {
              vErrors = [err38];
            } else {
              vErrors.push(err38);
            }
            errors++;
          }
          if (data32.format === undefined) {
            const err39 = {
              instancePath: instancePath + '/notifications/' + i2,
              schemaPath: '#/definitions/Notification/required',
              keyword: 'required',
              params: { missingProperty: 'format' },
              message: "must have required property '" + 'format' + "'",
            };
            if (vErrors === null) {
              vErrors = [err39];
            } else {
              vErrors.push(err39);
            }
            errors++;
          }
          for (const key3 in data32) {
            if (!(
              key3 === 'name' ||
              key3 === 'format' ||
              key3 === 'reasons' ||
              key3 === 'eventTypes' ||
              key3 === 'template'
            )) {
              const err40 = {
                instancePath: instancePath + '/notifications/' + i2,
                schemaPath: '#/definitions/Notification/additionalProperties',
                keyword: 'additionalProperties',
                params: { additionalProperty: key3 },
                message: 'must NOT have additional properties',
              };
              if (vErrors === null) {
                vErrors = [err40];
              } else {
                vErrors.push(err40);
              }
              errors++;
            }
          }
          if (data32.name !== undefined) {
            let data33 = data32.name;
            if (typeof data33 === 'string') {
              if (!pattern25.test(data33)) {
                const err41 = {
                  instancePath: instancePath + '/notifications/' + i2 + '/name',
                  schemaPath: '#/definitions/Notification/properties/name/pattern',
                  keyword: 'pattern',
                  params: { pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' },
                  message: 'must match pattern "' + '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' + '"',
                };
                if (vErrors === null) {
                  vErrors = [err41];
                } else {
                  vErrors.push(err41);
                }
                errors++;
              }
            } else {
              const err42 = {
                instancePath: instancePath + '/notifications/' + i2 + '/name',
                schemaPath: '#/definitions/Notification/properties/name/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              };
              if (vErrors === null) {
                vErrors = [err42];
              } else {
                vErrors.push(err42);
              }
              errors++;
            }
          }
          if (data32.format !== undefined) {
            let data34 = data32.format;
            if (!(data34 === 'slack' || data34 === 'teams' || data34 === 'json')) {
              const err43 = {
                instancePath: instancePath + '/notifications/' + i2 + '/format',
                schemaPath: '#/definitions/Notification/properties/format/enum',
                keyword: 'enum',
                params: { allowedValues: schema41.properties.format.enum },
                message: 'must be equal to one of the allowed values',
              };
              if (vErrors === null) {
                vErrors = [err43];
              } else {
                vErrors.push(err43);
              }
              errors++;
            }
          }
          let data35 = data32.reasons;
          if (Array.isArray(data35)) {
            const len3 = data35.length;
            for (let i3 = 0; i3 < len3; i3++) {
              let data36 = data35[i3];
              if (!(
                data36 === 'MaintenanceScheduled' ||
                data36 === 'CordonNode' ||
                data36 === 'DrainNode' ||
                data36 === 'VolumesAwaited' ||
                data36 === 'NodeDrained' ||
                data36 === 'UncordonNode' ||
                data36 === 'MaintenanceCancelled' ||
                data36 === 'DrainBlocked' ||
                data36 === 'DrainFailed' ||
                data36 === 'DrainPaused' ||
                data36 === 'DeadlineMissed' ||
                data36 === 'CordonRefused' ||
                data36 === 'RequestRefused' ||
                data36 === 'SettingsRefused' ||
                data36 === 'SettingsNotPermitted'
              )) {
                const err44 = {
                  instancePath: instancePath + '/notifications/' + i2 + '/reasons/' + i3,
                  schemaPath: '#/definitions/Notification/properties/reasons/items/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema41.properties.reasons.items.enum },
                  message: 'must be equal to one of the allowed values',
                };
                if (vErrors === null) {
                  vErrors = [err44];
                } else {
                  vErrors.push(err44);
                }
                errors++;
              }
            }
          } else {
            const err45 = {
              instancePath: instancePath + '/notifications/' + i2 + '/reasons',
              schemaPath: '#/definitions/Notification/properties/reasons/type',
              keyword: 'type',
              params: { type: 'array' },
              message: 'must be array',
            };
            if (vErrors === null) {
              vErrors = [err45];
            } else {
              vErrors.push(err45);
            }
            errors++;
          }
          let data37 = data32.eventTypes;
          if (Array.isArray(data37)) {
            const len4 = data37.length;
            for (let i4 = 0; i4 < len4; i4++) {
              let data38 = data37[i4];
              if (typeof data38 === 'string') {
                if (!pattern20.test(data38)) {
                  const err46 = {
                    instancePath: instancePath + '/notifications/' + i2 + '/eventTypes/' + i4,
                    schemaPath: '#/definitions/Notification/properties/eventTypes/items/pattern',
                    keyword: 'pattern',
                    params: { pattern: '.' },
                    message: 'must match pattern "' + '.' + '"',
                  };
                  if (vErrors === null) {
                    vErrors = [err46];
                  } else {
                    vErrors.push(err46);
                  }
                  errors++;
                }
              } else {
                const err47 = {
                  instancePath: instancePath + '/notifications/' + i2 + '/eventTypes/' + i4,
                  schemaPath: '#/definitions/Notification/properties/eventTypes/items/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                };
                if (vErrors === null) {
                  vErrors = [err47];
                } else {
                  vErrors.push(err47);
                }
                errors++;
              }
            }
          } else {
            const err48 = {
              instancePath: instancePath + '/notifications/' + i2 + '/eventTypes',
              schemaPath: '#/definitions/Notification/properties/eventTypes/type',
              keyword: 'type',
              params: { type: 'array' },
              message: 'must be array',
            };
            if (vErrors === null) {
              vErrors = [err48];
            } else {
              vErrors.push(err48);
            }
            errors++;
          }
          let data39 = data32.template;
          if (typeof data39 === 'string') {
            if (!pattern20.test(data39)) {
              const err49 = {
                instancePath: instancePath + '/notifications/' + i2 + '/template',
                schemaPath: '#/definitions/Notification/properties/template/pattern',
                keyword: 'pattern',
                params: { pattern: '.' },
                message: 'must match pattern "' + '.' + '"',
              };
              if (vErrors === null) {
                vErrors = [err49];
              } else {
                vErrors.push(err49);
              }
              errors++;
            }
          } else {
            const err50 = {
              instancePath: instancePath + '/notifications/' + i2 + '/template',
              schemaPath: '#/definitions/Notification/properties/template/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            };
            if (vErrors === null) {
              vErrors = [err50];
            } else {
              vErrors.push(err50);
            }
            errors++;
          }
        } else {
          const err51 = {
            instancePath: instancePath + '/notifications/' + i2,
            schemaPath: '#/definitions/Notification/type',
            keyword: 'type',
            params: { type: 'object' },
            message: 'must be object',
          };
          if (vErrors === null) {
            vErrors = [err51];
          } else {
            vErrors.push(err51);
          }
          errors++;
        }
      }
    } else {
      const err52 = {
        instancePath: instancePath + '/notifications',
        schemaPath: '#/properties/notifications/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err52];
      } else {
        vErrors.push(err52);
      }
      errors++;
    }
    if (data.logLevel !== undefined) {
      let data40 = data.logLevel;
      if (!(data40 === 'error' || data40 === 'warn' || data40 === 'info' || data40 === 'debug')) {
        const err53 = {
          instancePath: instancePath + '/logLevel',
          schemaPath: '#/properties/logLevel/enum',
          keyword: 'enum',
          params: { allowedValues: schema11.properties.logLevel.enum },
          message: 'must be equal to one of the allowed values',
        };
        if (vErrors === null) {
          vErrors = [err53];
        } else {
          vErrors.push(err53);
        }
        errors++;
      }
    }
  } else {
    const err54 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err54];
    } else {
      vErrors.push(err54);
    }
    errors++;
  }
  validate10.errors = vErrors;
  return errors === 0;
}
