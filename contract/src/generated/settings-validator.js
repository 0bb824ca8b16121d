// Generated from schemas/settings.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate21;
export default validate21;
const schema6 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'settings',
  type: 'object',
  additionalProperties: false,
  properties: {
    maxConcurrentDrains: { $ref: '#/definitions/IntOrPercent', default: 1 },
    maxUnavailable: { $ref: '#/definitions/IntOrPercent', default: '50%' },
    budgets: { type: 'array', default: [], items: { $ref: '#/definitions/Budget' } },
    urgentWithin: { $ref: '#/definitions/Duration', default: '2m' },
    scheduledEvents: { $ref: '#/definitions/ScheduledEvents', default: {} },
    vmEvents: { $ref: '#/definitions/ScheduledEvents' },
    freezeMinDuration: { $ref: '#/definitions/Duration', default: '0s' },
    optionalConditions: { $ref: '#/definitions/OptionalConditions', default: {} },
    optional: { $ref: '#/definitions/OptionalConditions' },
    conditions: { type: 'array', default: [], items: { $ref: '#/definitions/Condition' } },
    drain: { $ref: '#/definitions/Drain', default: {} },
    nodeConditions: { type: 'boolean', default: false },
    tracing: { $ref: '#/definitions/Tracing', default: {} },
    settle: { $ref: '#/definitions/Duration', default: '2m' },
    holds: { type: 'array', default: [], items: { $ref: '#/definitions/Hold' } },
    holdMargin: { $ref: '#/definitions/Duration', default: '15m' },
    uncordon: { $ref: '#/definitions/Uncordon', default: {} },
    dryRun: { type: 'boolean', default: false },
    acknowledgeEvents: { type: 'boolean', default: false },
    notifications: { type: 'array', default: [], items: { $ref: '#/definitions/Notification' } },
    logLevel: { enum: ['error', 'warn', 'info', 'debug'] },
    runtimeEnv: { $ref: '#/definitions/Ignored' },
    enableTracing: { $ref: '#/definitions/Ignored' },
    bypassNodeProblemDetector: { $ref: '#/definitions/Ignored' },
    pollingInterval: { $ref: '#/definitions/Ignored' },
  },
  definitions: {
    Ignored: {},
    Duration: { type: 'string', pattern: '^([0-9]+(ms|s|m|h))+$' },
    IntOrPercent: {
      oneOf: [
        { type: 'integer', minimum: 0 },
        { type: 'string', pattern: '^(100|[1-9]?[0-9])%$' },
      ],
    },
    LabelSelector: {
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
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { type: 'string', pattern: '\\S' },
        nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
        topologyKey: { type: 'string', pattern: '\\S' },
        maxConcurrentDrains: { $ref: '#/definitions/IntOrPercent' },
        maxUnavailable: { $ref: '#/definitions/IntOrPercent' },
      },
    },
    ScheduledEvents: {
      type: 'object',
      additionalProperties: false,
      properties: {
        freeze: { type: 'boolean', default: false },
        liveMigration: { type: 'boolean', default: true },
        reboot: { type: 'boolean', default: true },
        redeploy: { type: 'boolean', default: true },
        preempt: { type: 'boolean', default: true },
        terminate: { type: 'boolean', default: true },
        spotRebalance: { type: 'boolean', default: false },
      },
    },
    OptionalConditions: {
      type: 'object',
      additionalProperties: false,
      properties: {
        kubeletProblem: { type: 'boolean', default: false },
        kernelDeadlock: { type: 'boolean', default: false },
        frequentKubeletRestarts: { type: 'boolean', default: false },
        frequentContainerdRestarts: { type: 'boolean', default: false },
        fsCorrupt: { type: 'boolean', default: false },
        minDuration: { $ref: '#/definitions/Duration', default: '0s' },
        pollingInterval: { $ref: '#/definitions/Ignored' },
      },
    },
    Condition: {
      type: 'object',
      additionalProperties: false,
      required: ['type'],
      properties: {
        type: { type: 'string', pattern: '\\S', not: { const: 'Ready' } },
        minDuration: { $ref: '#/definitions/Duration', default: '0s' },
      },
    },
    Notification: {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'format'],
      properties: {
        name: { type: 'string', pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' },
        format: { enum: ['slack', 'teams', 'json'] },
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
              'DeadlineAtRisk',
              'CordonRefused',
              'RequestRefused',
              'SettingsRefused',
              'SettingsNotPermitted',
            ],
          },
        },
        eventTypes: { type: 'array', default: [], items: { type: 'string', pattern: '.' } },
        template: { type: 'string', pattern: '.', default: '{reason} on {subject}: {message}' },
      },
    },
    Drain: {
      type: 'object',
      additionalProperties: false,
      properties: {
        leadTime: { oneOf: [{ $ref: '#/definitions/Duration' }, { type: 'null' }], default: null },
        timeout: { $ref: '#/definitions/Duration', default: '1h' },
        retry: { $ref: '#/definitions/Retry', default: {} },
        evictionBackoff: { $ref: '#/definitions/EvictionBackoff', default: {} },
        maxPodGracePeriod: { oneOf: [{ $ref: '#/definitions/Duration' }, { type: 'null' }], default: null },
        onDeadline: { enum: ['wait', 'delete'], default: 'wait' },
        unmanagedPods: { enum: ['evict', 'block'], default: 'evict' },
        emptyDirPods: { enum: ['evict', 'block'], default: 'evict' },
        skipPods: { oneOf: [{ $ref: '#/definitions/LabelSelector' }, { type: 'null' }], default: null },
        volumes: { enum: ['wait', 'ignore'], default: 'wait' },
        loadBalancers: { enum: ['keep', 'exclude'], default: 'keep' },
        outOfService: { type: 'boolean', default: false },
        rules: { type: 'array', default: [], items: { $ref: '#/definitions/PodRule' } },
        surge: { enum: ['auto', 'off'], default: 'auto' },
        surgeTimeout: { $ref: '#/definitions/Duration', default: '3m' },
      },
    },
    PodRule: {
      type: 'object',
      additionalProperties: false,
      required: ['action'],
      properties: {
        name: { type: 'string', default: '' },
        namespaces: { type: 'array', default: [], items: { type: 'string', pattern: '.' } },
        pods: { oneOf: [{ $ref: '#/definitions/LabelSelector' }, { type: 'null' }], default: null },
        events: { type: 'array', default: [], items: { type: 'string', pattern: '.' } },
        action: { enum: ['evict', 'finish', 'leave'] },
        order: { type: 'integer', default: 0 },
      },
    },
    Tracing: {
      type: 'object',
      additionalProperties: false,
      properties: {
        endpoint: { type: 'string', pattern: '^(https?://[^\\s/?#@\\\\]+(/[^\\s?#@\\\\]*)?)?$', default: '' },
      },
    },
    Hold: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { type: 'string', pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' },
        days: { type: 'array', items: { enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] } },
        from: { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' },
        to: { type: 'string', pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' },
        timeZone: { type: 'string', pattern: '\\S' },
        prometheus: {
          type: 'object',
          additionalProperties: false,
          required: ['url', 'query'],
          properties: {
            url: { type: 'string', pattern: '\\S' },
            query: { type: 'string', pattern: '\\S' },
            onError: { enum: ['hold', 'release'] },
          },
        },
      },
    },
    Uncordon: {
      type: 'object',
      additionalProperties: false,
      properties: {
        enabled: { type: 'boolean', default: true },
        delay: { $ref: '#/definitions/Duration', default: '0s' },
      },
    },
    Retry: {
      type: 'object',
      additionalProperties: false,
      properties: {
        initial: { $ref: '#/definitions/Duration', default: '30s' },
        max: { $ref: '#/definitions/Duration', default: '10m' },
      },
    },
    EvictionBackoff: {
      type: 'object',
      additionalProperties: false,
      properties: {
        initial: { $ref: '#/definitions/Duration', default: '1s' },
        max: { $ref: '#/definitions/Duration', default: '30s' },
      },
    },
  },
};
const func2 = Object.prototype.hasOwnProperty;
const schema7 = {
  oneOf: [
    { type: 'integer', minimum: 0 },
    { type: 'string', pattern: '^(100|[1-9]?[0-9])%$' },
  ],
};
const pattern0 = new RegExp('^(100|[1-9]?[0-9])%$', 'u');

function validate22(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs0 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs1 = errors;
  if (!(typeof data == 'number' && !(data % 1) && !isNaN(data) && isFinite(data))) {
    const err0 = {
      instancePath,
      schemaPath: '#/oneOf/0/type',
      keyword: 'type',
      params: { type: 'integer' },
      message: 'must be integer',
    };
    if (vErrors === null) {
      vErrors = [err0];
    } else {
      vErrors.push(err0);
    }
    errors++;
  }
  if (typeof data == 'number' && isFinite(data)) {
    if (data < 0 || isNaN(data)) {
      const err1 = {
        instancePath,
        schemaPath: '#/oneOf/0/minimum',
        keyword: 'minimum',
        params: { comparison: '>=', limit: 0 },
        message: 'must be >= 0',
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
  }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs3 = errors;
  if (typeof data === 'string') {
    if (!pattern0.test(data)) {
      const err2 = {
        instancePath,
        schemaPath: '#/oneOf/1/pattern',
        keyword: 'pattern',
        params: { pattern: '^(100|[1-9]?[0-9])%$' },
        message: 'must match pattern "' + '^(100|[1-9]?[0-9])%$' + '"',
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
      instancePath,
      schemaPath: '#/oneOf/1/type',
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
  var _valid0 = _errs3 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
  }
  if (!valid0) {
    const err4 = {
      instancePath,
      schemaPath: '#/oneOf',
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
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate22.errors = vErrors;
  return errors === 0;
}

const schema8 = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '\\S' },
    nodeSelector: { type: 'object', additionalProperties: { type: 'string' } },
    topologyKey: { type: 'string', pattern: '\\S' },
    maxConcurrentDrains: { $ref: '#/definitions/IntOrPercent' },
    maxUnavailable: { $ref: '#/definitions/IntOrPercent' },
  },
};
const pattern1 = new RegExp('\\S', 'u');

function validate25(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
        if (!pattern1.test(data0)) {
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
        if (!pattern1.test(data3)) {
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
      if (
        !validate22(data.maxConcurrentDrains, {
          instancePath: instancePath + '/maxConcurrentDrains',
          parentData: data,
          parentDataProperty: 'maxConcurrentDrains',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
        errors = vErrors.length;
      }
    }
    if (data.maxUnavailable !== undefined) {
      if (
        !validate22(data.maxUnavailable, {
          instancePath: instancePath + '/maxUnavailable',
          parentData: data,
          parentDataProperty: 'maxUnavailable',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
        errors = vErrors.length;
      }
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
  validate25.errors = vErrors;
  return errors === 0;
}

const schema9 = { type: 'string', pattern: '^([0-9]+(ms|s|m|h))+$' };
const pattern3 = new RegExp('^([0-9]+(ms|s|m|h))+$', 'u');

function validate29(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (typeof data === 'string') {
    if (!pattern3.test(data)) {
      const err0 = {
        instancePath,
        schemaPath: '#/pattern',
        keyword: 'pattern',
        params: { pattern: '^([0-9]+(ms|s|m|h))+$' },
        message: 'must match pattern "' + '^([0-9]+(ms|s|m|h))+$' + '"',
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'string' },
      message: 'must be string',
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate29.errors = vErrors;
  return errors === 0;
}

const schema10 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    freeze: { type: 'boolean', default: false },
    liveMigration: { type: 'boolean', default: true },
    reboot: { type: 'boolean', default: true },
    redeploy: { type: 'boolean', default: true },
    preempt: { type: 'boolean', default: true },
    terminate: { type: 'boolean', default: true },
    spotRebalance: { type: 'boolean', default: false },
  },
};

function validate31(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.freeze === undefined) {
      data.freeze = false;
    }
    if (data.liveMigration === undefined) {
      data.liveMigration = true;
    }
    if (data.reboot === undefined) {
      data.reboot = true;
    }
    if (data.redeploy === undefined) {
      data.redeploy = true;
    }
    if (data.preempt === undefined) {
      data.preempt = true;
    }
    if (data.terminate === undefined) {
      data.terminate = true;
    }
    if (data.spotRebalance === undefined) {
      data.spotRebalance = false;
    }
    for (const key0 in data) {
      if (!(
        key0 === 'freeze' ||
        key0 === 'liveMigration' ||
        key0 === 'reboot' ||
        key0 === 'redeploy' ||
        key0 === 'preempt' ||
        key0 === 'terminate' ||
        key0 === 'spotRebalance'
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
    if (typeof data.freeze !== 'boolean') {
      const err1 = {
        instancePath: instancePath + '/freeze',
        schemaPath: '#/properties/freeze/type',
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
    if (typeof data.liveMigration !== 'boolean') {
      const err2 = {
        instancePath: instancePath + '/liveMigration',
        schemaPath: '#/properties/liveMigration/type',
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
    if (typeof data.reboot !== 'boolean') {
      const err3 = {
        instancePath: instancePath + '/reboot',
        schemaPath: '#/properties/reboot/type',
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
    if (typeof data.redeploy !== 'boolean') {
      const err4 = {
        instancePath: instancePath + '/redeploy',
        schemaPath: '#/properties/redeploy/type',
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
    if (typeof data.preempt !== 'boolean') {
      const err5 = {
        instancePath: instancePath + '/preempt',
        schemaPath: '#/properties/preempt/type',
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
    if (typeof data.terminate !== 'boolean') {
      const err6 = {
        instancePath: instancePath + '/terminate',
        schemaPath: '#/properties/terminate/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    if (typeof data.spotRebalance !== 'boolean') {
      const err7 = {
        instancePath: instancePath + '/spotRebalance',
        schemaPath: '#/properties/spotRebalance/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
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
  validate31.errors = vErrors;
  return errors === 0;
}

const schema11 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    kubeletProblem: { type: 'boolean', default: false },
    kernelDeadlock: { type: 'boolean', default: false },
    frequentKubeletRestarts: { type: 'boolean', default: false },
    frequentContainerdRestarts: { type: 'boolean', default: false },
    fsCorrupt: { type: 'boolean', default: false },
    minDuration: { $ref: '#/definitions/Duration', default: '0s' },
    pollingInterval: { $ref: '#/definitions/Ignored' },
  },
};
const schema12 = {};

function validate37(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  validate37.errors = null;
  return true;
}

function validate35(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
    if (
      !validate29(data.minDuration, {
        instancePath: instancePath + '/minDuration',
        parentData: data,
        parentDataProperty: 'minDuration',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    if (data.pollingInterval !== undefined) {
      if (
        !validate37(data.pollingInterval, {
          instancePath: instancePath + '/pollingInterval',
          parentData: data,
          parentDataProperty: 'pollingInterval',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err6 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate35.errors = vErrors;
  return errors === 0;
}

const schema13 = {
  type: 'object',
  additionalProperties: false,
  required: ['type'],
  properties: {
    type: { type: 'string', pattern: '\\S', not: { const: 'Ready' } },
    minDuration: { $ref: '#/definitions/Duration', default: '0s' },
  },
};

function validate41(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
        if (!pattern1.test(data0)) {
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
    if (
      !validate29(data.minDuration, {
        instancePath: instancePath + '/minDuration',
        parentData: data,
        parentDataProperty: 'minDuration',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
  } else {
    const err6 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err6];
    } else {
      vErrors.push(err6);
    }
    errors++;
  }
  validate41.errors = vErrors;
  return errors === 0;
}

const schema14 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    leadTime: { oneOf: [{ $ref: '#/definitions/Duration' }, { type: 'null' }], default: null },
    timeout: { $ref: '#/definitions/Duration', default: '1h' },
    retry: { $ref: '#/definitions/Retry', default: {} },
    evictionBackoff: { $ref: '#/definitions/EvictionBackoff', default: {} },
    maxPodGracePeriod: { oneOf: [{ $ref: '#/definitions/Duration' }, { type: 'null' }], default: null },
    onDeadline: { enum: ['wait', 'delete'], default: 'wait' },
    unmanagedPods: { enum: ['evict', 'block'], default: 'evict' },
    emptyDirPods: { enum: ['evict', 'block'], default: 'evict' },
    skipPods: { oneOf: [{ $ref: '#/definitions/LabelSelector' }, { type: 'null' }], default: null },
    volumes: { enum: ['wait', 'ignore'], default: 'wait' },
    loadBalancers: { enum: ['keep', 'exclude'], default: 'keep' },
    outOfService: { type: 'boolean', default: false },
    rules: { type: 'array', default: [], items: { $ref: '#/definitions/PodRule' } },
    surge: { enum: ['auto', 'off'], default: 'auto' },
    surgeTimeout: { $ref: '#/definitions/Duration', default: '3m' },
  },
};
const schema15 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    initial: { $ref: '#/definitions/Duration', default: '30s' },
    max: { $ref: '#/definitions/Duration', default: '10m' },
  },
};

function validate47(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
    if (
      !validate29(data.initial, {
        instancePath: instancePath + '/initial',
        parentData: data,
        parentDataProperty: 'initial',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    if (
      !validate29(data.max, {
        instancePath: instancePath + '/max',
        parentData: data,
        parentDataProperty: 'max',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
  } else {
    const err1 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate47.errors = vErrors;
  return errors === 0;
}

const schema16 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    initial: { $ref: '#/definitions/Duration', default: '1s' },
    max: { $ref: '#/definitions/Duration', default: '30s' },
  },
};

function validate51(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
    if (
      !validate29(data.initial, {
        instancePath: instancePath + '/initial',
        parentData: data,
        parentDataProperty: 'initial',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    if (
      !validate29(data.max, {
        instancePath: instancePath + '/max',
        parentData: data,
        parentDataProperty: 'max',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
  } else {
    const err1 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  validate51.errors = vErrors;
  return errors === 0;
}

const schema17 = {
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

function validate56(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  const _errs0 = errors;
  let valid0 = false;
  let passing0 = null;
  const _errs1 = errors;
  if (typeof data === 'string') {
    if (!pattern1.test(data)) {
      const err0 = {
        instancePath,
        schemaPath: '#/oneOf/0/pattern',
        keyword: 'pattern',
        params: { pattern: '\\S' },
        message: 'must match pattern "' + '\\S' + '"',
      };
      if (vErrors === null) {
        vErrors = [err0];
      } else {
        vErrors.push(err0);
      }
      errors++;
    }
  } else {
    const err1 = {
      instancePath,
      schemaPath: '#/oneOf/0/type',
      keyword: 'type',
      params: { type: 'string' },
      message: 'must be string',
    };
    if (vErrors === null) {
      vErrors = [err1];
    } else {
      vErrors.push(err1);
    }
    errors++;
  }
  var _valid0 = _errs1 === errors;
  if (_valid0) {
    valid0 = true;
    passing0 = 0;
  }
  const _errs3 = errors;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    for (const key0 in data) {
      if (!(key0 === 'matchLabels' || key0 === 'matchExpressions')) {
        const err2 = {
          instancePath,
          schemaPath: '#/oneOf/1/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.matchLabels !== undefined) {
      let data0 = data.matchLabels;
      if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
        for (const key1 in data0) {
          if (typeof data0[key1] !== 'string') {
            const err3 = {
              instancePath: instancePath + '/matchLabels/' + key1.replace(/~/g, '~0').replace(/\//g, '~1'),
              schemaPath: '#/oneOf/1/properties/matchLabels/additionalProperties/type',
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
      } else {
        const err4 = {
          instancePath: instancePath + '/matchLabels',
          schemaPath: '#/oneOf/1/properties/matchLabels/type',
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
    }
    if (data.matchExpressions !== undefined) {
      let data2 = data.matchExpressions;
      if (Array.isArray(data2)) {
        const len0 = data2.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data3 = data2[i0];
          if (data3 && typeof data3 == 'object' && !Array.isArray(data3)) {
            if (data3.key === undefined) {
              const err5 = {
                instancePath: instancePath + '/matchExpressions/' + i0,
                schemaPath: '#/oneOf/1/properties/matchExpressions/items/required',
                keyword: 'required',
                params: { missingProperty: 'key' },
                message: "must have required property '" + 'key' + "'",
              };
              if (vErrors === null) {
                vErrors = [err5];
              } else {
                vErrors.push(err5);
              }
              errors++;
            }
            if (data3.operator === undefined) {
              const err6 = {
                instancePath: instancePath + '/matchExpressions/' + i0,
                schemaPath: '#/oneOf/1/properties/matchExpressions/items/required',
                keyword: 'required',
                params: { missingProperty: 'operator' },
                message: "must have required property '" + 'operator' + "'",
              };
              if (vErrors === null) {
                vErrors = [err6];
              } else {
                vErrors.push(err6);
              }
              errors++;
            }
            for (const key2 in data3) {
              if (!(key2 === 'key' || key2 === 'operator' || key2 === 'values')) {
                const err7 = {
                  instancePath: instancePath + '/matchExpressions/' + i0,
                  schemaPath: '#/oneOf/1/properties/matchExpressions/items/additionalProperties',
                  keyword: 'additionalProperties',
                  params: { additionalProperty: key2 },
                  message: 'must NOT have additional properties',
                };
                if (vErrors === null) {
                  vErrors = [err7];
                } else {
                  vErrors.push(err7);
                }
                errors++;
              }
            }
            if (data3.key !== undefined) {
              let data4 = data3.key;
              if (typeof data4 === 'string') {
                if (!pattern1.test(data4)) {
                  const err8 = {
                    instancePath: instancePath + '/matchExpressions/' + i0 + '/key',
                    schemaPath: '#/oneOf/1/properties/matchExpressions/items/properties/key/pattern',
                    keyword: 'pattern',
                    params: { pattern: '\\S' },
                    message: 'must match pattern "' + '\\S' + '"',
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
                  instancePath: instancePath + '/matchExpressions/' + i0 + '/key',
                  schemaPath: '#/oneOf/1/properties/matchExpressions/items/properties/key/type',
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
            if (data3.operator !== undefined) {
              let data5 = data3.operator;
              if (!(data5 === 'In' || data5 === 'NotIn' || data5 === 'Exists' || data5 === 'DoesNotExist')) {
                const err10 = {
                  instancePath: instancePath + '/matchExpressions/' + i0 + '/operator',
                  schemaPath: '#/oneOf/1/properties/matchExpressions/items/properties/operator/enum',
                  keyword: 'enum',
                  params: {
                    allowedValues:
                      schema17.oneOf[1].properties.matchExpressions.items.properties.operator.enum,
                  },
                  message: 'must be equal to one of the allowed values',
                };
                if (vErrors === null) {
                  vErrors = [err10];
                } else {
                  vErrors.push(err10);
                }
                errors++;
              }
            }
            if (data3.values !== undefined) {
              let data6 = data3.values;
              if (Array.isArray(data6)) {
                const len1 = data6.length;
                for (let i1 = 0; i1 < len1; i1++) {
                  if (typeof data6[i1] !== 'string') {
                    const err11 = {
                      instancePath: instancePath + '/matchExpressions/' + i0 + '/values/' + i1,
                      schemaPath: '#/oneOf/1/properties/matchExpressions/items/properties/values/items/type',
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
                }
              } else {
                const err12 = {
                  instancePath: instancePath + '/matchExpressions/' + i0 + '/values',
                  schemaPath: '#/oneOf/1/properties/matchExpressions/items/properties/values/type',
                  keyword: 'type',
                  params: { type: 'array' },
                  message: 'must be array',
                };
                if (vErrors === null) {
                  vErrors = [err12];
                } else {
                  vErrors.push(err12);
                }
                errors++;
              }
            }
          } else {
            const err13 = {
              instancePath: instancePath + '/matchExpressions/' + i0,
              schemaPath: '#/oneOf/1/properties/matchExpressions/items/type',
              keyword: 'type',
              params: { type: 'object' },
              message: 'must be object',
            };
            if (vErrors === null) {
              vErrors = [err13];
            } else {
              vErrors.push(err13);
            }
            errors++;
          }
        }
      } else {
        const err14 = {
          instancePath: instancePath + '/matchExpressions',
          schemaPath: '#/oneOf/1/properties/matchExpressions/type',
          keyword: 'type',
          params: { type: 'array' },
          message: 'must be array',
        };
        if (vErrors === null) {
          vErrors = [err14];
        } else {
          vErrors.push(err14);
        }
        errors++;
      }
    }
  } else {
    const err15 = {
      instancePath,
      schemaPath: '#/oneOf/1/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  var _valid0 = _errs3 === errors;
  if (_valid0 && valid0) {
    valid0 = false;
    passing0 = [passing0, 1];
  } else {
    if (_valid0) {
      valid0 = true;
      passing0 = 1;
    }
  }
  if (!valid0) {
    const err16 = {
      instancePath,
      schemaPath: '#/oneOf',
      keyword: 'oneOf',
      params: { passingSchemas: passing0 },
      message: 'must match exactly one schema in oneOf',
    };
    if (vErrors === null) {
      vErrors = [err16];
    } else {
      vErrors.push(err16);
    }
    errors++;
  } else {
    errors = _errs0;
    if (vErrors !== null) {
      if (_errs0) {
        vErrors.length = _errs0;
      } else {
        vErrors = null;
      }
    }
  }
  validate56.errors = vErrors;
  return errors === 0;
}

const schema18 = {
  type: 'object',
  additionalProperties: false,
  required: ['action'],
  properties: {
    name: { type: 'string', default: '' },
    namespaces: { type: 'array', default: [], items: { type: 'string', pattern: '.' } },
    pods: { oneOf: [{ $ref: '#/definitions/LabelSelector' }, { type: 'null' }], default: null },
    events: { type: 'array', default: [], items: { type: 'string', pattern: '.' } },
    action: { enum: ['evict', 'finish', 'leave'] },
    order: { type: 'integer', default: 0 },
  },
};
const pattern7 = new RegExp('.', 'u');

function validate58(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
          if (!pattern7.test(data2)) {
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
    if (
      !validate56(data3, {
        instancePath: instancePath + '/pods',
        parentData: data,
        parentDataProperty: 'pods',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
      errors = vErrors.length;
    }
    var _valid0 = _errs10 === errors;
    if (_valid0) {
      valid3 = true;
      passing0 = 0;
    }
    const _errs11 = errors;
    if (data3 !== null) {
      const err6 = {
        instancePath: instancePath + '/pods',
        schemaPath: '#/properties/pods/oneOf/1/type',
        keyword: 'type',
        params: { type: 'null' },
        message: 'must be null',
      };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    var _valid0 = _errs11 === errors;
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
      const err7 = {
        instancePath: instancePath + '/pods',
        schemaPath: '#/properties/pods/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing0 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
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
    let data4 = data.events;
    if (Array.isArray(data4)) {
      const len1 = data4.length;
      for (let i1 = 0; i1 < len1; i1++) {
        let data5 = data4[i1];
        if (typeof data5 === 'string') {
          if (!pattern7.test(data5)) {
            const err8 = {
              instancePath: instancePath + '/events/' + i1,
              schemaPath: '#/properties/events/items/pattern',
              keyword: 'pattern',
              params: { pattern: '.' },
              message: 'must match pattern "' + '.' + '"',
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
            instancePath: instancePath + '/events/' + i1,
            schemaPath: '#/properties/events/items/type',
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
        instancePath: instancePath + '/events',
        schemaPath: '#/properties/events/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    if (data.action !== undefined) {
      let data6 = data.action;
      if (!(data6 === 'evict' || data6 === 'finish' || data6 === 'leave')) {
        const err11 = {
          instancePath: instancePath + '/action',
          schemaPath: '#/properties/action/enum',
          keyword: 'enum',
          params: { allowedValues: schema18.properties.action.enum },
          message: 'must be equal to one of the allowed values',
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    }
    let data7 = data.order;
    if (!(typeof data7 == 'number' && !(data7 % 1) && !isNaN(data7) && isFinite(data7))) {
      const err12 = {
        instancePath: instancePath + '/order',
        schemaPath: '#/properties/order/type',
        keyword: 'type',
        params: { type: 'integer' },
        message: 'must be integer',
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
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err13];
    } else {
      vErrors.push(err13);
    }
    errors++;
  }
  validate58.errors = vErrors;
  return errors === 0;
}

function validate44(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
    if (data.surge === undefined) {
      data.surge = 'auto';
    }
    if (data.surgeTimeout === undefined) {
      data.surgeTimeout = '3m';
    }
    for (const key0 in data) {
      if (!func2.call(schema14.properties, key0)) {
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
    if (
      !validate29(data0, {
        instancePath: instancePath + '/leadTime',
        parentData: data,
        parentDataProperty: 'leadTime',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    var _valid0 = _errs4 === errors;
    if (_valid0) {
      valid1 = true;
      passing0 = 0;
    }
    const _errs5 = errors;
    if (data0 !== null) {
      const err1 = {
        instancePath: instancePath + '/leadTime',
        schemaPath: '#/properties/leadTime/oneOf/1/type',
        keyword: 'type',
        params: { type: 'null' },
        message: 'must be null',
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    var _valid0 = _errs5 === errors;
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
      const err2 = {
        instancePath: instancePath + '/leadTime',
        schemaPath: '#/properties/leadTime/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing0 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
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
    if (
      !validate29(data.timeout, {
        instancePath: instancePath + '/timeout',
        parentData: data,
        parentDataProperty: 'timeout',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    if (
      !validate47(data.retry, {
        instancePath: instancePath + '/retry',
        parentData: data,
        parentDataProperty: 'retry',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate47.errors : vErrors.concat(validate47.errors);
      errors = vErrors.length;
    }
    if (
      !validate51(data.evictionBackoff, {
        instancePath: instancePath + '/evictionBackoff',
        parentData: data,
        parentDataProperty: 'evictionBackoff',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate51.errors : vErrors.concat(validate51.errors);
      errors = vErrors.length;
    }
    let data4 = data.maxPodGracePeriod;
    const _errs11 = errors;
    let valid2 = false;
    let passing1 = null;
    const _errs12 = errors;
    if (
      !validate29(data4, {
        instancePath: instancePath + '/maxPodGracePeriod',
        parentData: data,
        parentDataProperty: 'maxPodGracePeriod',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    var _valid1 = _errs12 === errors;
    if (_valid1) {
      valid2 = true;
      passing1 = 0;
    }
    const _errs13 = errors;
    if (data4 !== null) {
      const err3 = {
        instancePath: instancePath + '/maxPodGracePeriod',
        schemaPath: '#/properties/maxPodGracePeriod/oneOf/1/type',
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
    var _valid1 = _errs13 === errors;
    if (_valid1 && valid2) {
      valid2 = false;
      passing1 = [passing1, 1];
    } else {
      if (_valid1) {
        valid2 = true;
        passing1 = 1;
      }
    }
    if (!valid2) {
      const err4 = {
        instancePath: instancePath + '/maxPodGracePeriod',
        schemaPath: '#/properties/maxPodGracePeriod/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing1 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
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
    let data5 = data.onDeadline;
    if (!(data5 === 'wait' || data5 === 'delete')) {
      const err5 = {
        instancePath: instancePath + '/onDeadline',
        schemaPath: '#/properties/onDeadline/enum',
        keyword: 'enum',
        params: { allowedValues: schema14.properties.onDeadline.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err5];
      } else {
        vErrors.push(err5);
      }
      errors++;
    }
    let data6 = data.unmanagedPods;
    if (!(data6 === 'evict' || data6 === 'block')) {
      const err6 = {
        instancePath: instancePath + '/unmanagedPods',
        schemaPath: '#/properties/unmanagedPods/enum',
        keyword: 'enum',
        params: { allowedValues: schema14.properties.unmanagedPods.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    let data7 = data.emptyDirPods;
    if (!(data7 === 'evict' || data7 === 'block')) {
      const err7 = {
        instancePath: instancePath + '/emptyDirPods',
        schemaPath: '#/properties/emptyDirPods/enum',
        keyword: 'enum',
        params: { allowedValues: schema14.properties.emptyDirPods.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    let data8 = data.skipPods;
    const _errs19 = errors;
    let valid3 = false;
    let passing2 = null;
    const _errs20 = errors;
    if (
      !validate56(data8, {
        instancePath: instancePath + '/skipPods',
        parentData: data,
        parentDataProperty: 'skipPods',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate56.errors : vErrors.concat(validate56.errors);
      errors = vErrors.length;
    }
    var _valid2 = _errs20 === errors;
    if (_valid2) {
      valid3 = true;
      passing2 = 0;
    }
    const _errs21 = errors;
    if (data8 !== null) {
      const err8 = {
        instancePath: instancePath + '/skipPods',
        schemaPath: '#/properties/skipPods/oneOf/1/type',
        keyword: 'type',
        params: { type: 'null' },
        message: 'must be null',
      };
      if (vErrors === null) {
        vErrors = [err8];
      } else {
        vErrors.push(err8);
      }
      errors++;
    }
    var _valid2 = _errs21 === errors;
    if (_valid2 && valid3) {
      valid3 = false;
      passing2 = [passing2, 1];
    } else {
      if (_valid2) {
        valid3 = true;
        passing2 = 1;
      }
    }
    if (!valid3) {
      const err9 = {
        instancePath: instancePath + '/skipPods',
        schemaPath: '#/properties/skipPods/oneOf',
        keyword: 'oneOf',
        params: { passingSchemas: passing2 },
        message: 'must match exactly one schema in oneOf',
      };
      if (vErrors === null) {
        vErrors = [err9];
      } else {
        vErrors.push(err9);
      }
      errors++;
    } else {
      errors = _errs19;
      if (vErrors !== null) {
        if (_errs19) {
          vErrors.length = _errs19;
        } else {
          vErrors = null;
        }
      }
    }
    let data9 = data.volumes;
    if (!(data9 === 'wait' || data9 === 'ignore')) {
      const err10 = {
        instancePath: instancePath + '/volumes',
        schemaPath: '#/properties/volumes/enum',
        keyword: 'enum',
        params: { allowedValues: schema14.properties.volumes.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    let data10 = data.loadBalancers;
    if (!(data10 === 'keep' || data10 === 'exclude')) {
      const err11 = {
        instancePath: instancePath + '/loadBalancers',
        schemaPath: '#/properties/loadBalancers/enum',
        keyword: 'enum',
        params: { allowedValues: schema14.properties.loadBalancers.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err11];
      } else {
        vErrors.push(err11);
      }
      errors++;
    }
    if (typeof data.outOfService !== 'boolean') {
      const err12 = {
        instancePath: instancePath + '/outOfService',
        schemaPath: '#/properties/outOfService/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err12];
      } else {
        vErrors.push(err12);
      }
      errors++;
    }
    let data12 = data.rules;
    if (Array.isArray(data12)) {
      const len0 = data12.length;
      for (let i0 = 0; i0 < len0; i0++) {
        if (
          !validate58(data12[i0], {
            instancePath: instancePath + '/rules/' + i0,
            parentData: data12,
            parentDataProperty: i0,
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate58.errors : vErrors.concat(validate58.errors);
          errors = vErrors.length;
        }
      }
    } else {
      const err13 = {
        instancePath: instancePath + '/rules',
        schemaPath: '#/properties/rules/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err13];
      } else {
        vErrors.push(err13);
      }
      errors++;
    }
    let data14 = data.surge;
    if (!(data14 === 'auto' || data14 === 'off')) {
      const err14 = {
        instancePath: instancePath + '/surge',
        schemaPath: '#/properties/surge/enum',
        keyword: 'enum',
        params: { allowedValues: schema14.properties.surge.enum },
        message: 'must be equal to one of the allowed values',
      };
      if (vErrors === null) {
        vErrors = [err14];
      } else {
        vErrors.push(err14);
      }
      errors++;
    }
    if (
      !validate29(data.surgeTimeout, {
        instancePath: instancePath + '/surgeTimeout',
        parentData: data,
        parentDataProperty: 'surgeTimeout',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
  } else {
    const err15 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err15];
    } else {
      vErrors.push(err15);
    }
    errors++;
  }
  validate44.errors = vErrors;
  return errors === 0;
}

const schema19 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    endpoint: { type: 'string', pattern: '^(https?://[^\\s/?#@\\\\]+(/[^\\s?#@\\\\]*)?)?$', default: '' },
  },
};
const pattern9 = new RegExp('^(https?://[^\\s/?#@\\\\]+(/[^\\s?#@\\\\]*)?)?$', 'u');

function validate63(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.endpoint === undefined) {
      data.endpoint = '';
    }
    for (const key0 in data) {
      if (!(key0 === 'endpoint')) {
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
    let data0 = data.endpoint;
    if (typeof data0 === 'string') {
      if (!pattern9.test(data0)) {
        const err1 = {
          instancePath: instancePath + '/endpoint',
          schemaPath: '#/properties/endpoint/pattern',
          keyword: 'pattern',
          params: { pattern: '^(https?://[^\\s/?#@\\\\]+(/[^\\s?#@\\\\]*)?)?$' },
          message: 'must match pattern "' + '^(https?://[^\\s/?#@\\\\]+(/[^\\s?#@\\\\]*)?)?$' + '"',
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
        instancePath: instancePath + '/endpoint',
        schemaPath: '#/properties/endpoint/type',
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
  } else {
    const err3 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err3];
    } else {
      vErrors.push(err3);
    }
    errors++;
  }
  validate63.errors = vErrors;
  return errors === 0;
}

const schema20 = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' },
    days: { type: 'array', items: { enum: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] } },
    from: { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' },
    to: { type: 'string', pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' },
    timeZone: { type: 'string', pattern: '\\S' },
    prometheus: {
      type: 'object',
      additionalProperties: false,
      required: ['url', 'query'],
      properties: {
        url: { type: 'string', pattern: '\\S' },
        query: { type: 'string', pattern: '\\S' },
        onError: { enum: ['hold', 'release'] },
      },
    },
  },
};
const pattern10 = new RegExp('^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$', 'u');
const pattern11 = new RegExp('^([01][0-9]|2[0-3]):[0-5][0-9]$', 'u');
const pattern12 = new RegExp('^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$', 'u');

function validate66(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
        key0 === 'days' ||
        key0 === 'from' ||
        key0 === 'to' ||
        key0 === 'timeZone' ||
        key0 === 'prometheus'
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
        if (!pattern10.test(data0)) {
          const err2 = {
            instancePath: instancePath + '/name',
            schemaPath: '#/properties/name/pattern',
            keyword: 'pattern',
            params: { pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' },
            message: 'must match pattern "' + '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' + '"',
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
    if (data.days !== undefined) {
      let data1 = data.days;
      if (Array.isArray(data1)) {
        const len0 = data1.length;
        for (let i0 = 0; i0 < len0; i0++) {
          let data2 = data1[i0];
          if (!(
            data2 === 'mon' ||
            data2 === 'tue' ||
            data2 === 'wed' ||
            data2 === 'thu' ||
            data2 === 'fri' ||
            data2 === 'sat' ||
            data2 === 'sun'
          )) {
            const err4 = {
              instancePath: instancePath + '/days/' + i0,
              schemaPath: '#/properties/days/items/enum',
              keyword: 'enum',
              params: { allowedValues: schema20.properties.days.items.enum },
              message: 'must be equal to one of the allowed values',
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
          instancePath: instancePath + '/days',
          schemaPath: '#/properties/days/type',
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
    }
    if (data.from !== undefined) {
      let data3 = data.from;
      if (typeof data3 === 'string') {
        if (!pattern11.test(data3)) {
          const err6 = {
            instancePath: instancePath + '/from',
            schemaPath: '#/properties/from/pattern',
            keyword: 'pattern',
            params: { pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' },
            message: 'must match pattern "' + '^([01][0-9]|2[0-3]):[0-5][0-9]$' + '"',
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
          instancePath: instancePath + '/from',
          schemaPath: '#/properties/from/type',
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
    if (data.to !== undefined) {
      let data4 = data.to;
      if (typeof data4 === 'string') {
        if (!pattern12.test(data4)) {
          const err8 = {
            instancePath: instancePath + '/to',
            schemaPath: '#/properties/to/pattern',
            keyword: 'pattern',
            params: { pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' },
            message: 'must match pattern "' + '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' + '"',
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
          instancePath: instancePath + '/to',
          schemaPath: '#/properties/to/type',
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
    if (data.timeZone !== undefined) {
      let data5 = data.timeZone;
      if (typeof data5 === 'string') {
        if (!pattern1.test(data5)) {
          const err10 = {
            instancePath: instancePath + '/timeZone',
            schemaPath: '#/properties/timeZone/pattern',
            keyword: 'pattern',
            params: { pattern: '\\S' },
            message: 'must match pattern "' + '\\S' + '"',
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
          instancePath: instancePath + '/timeZone',
          schemaPath: '#/properties/timeZone/type',
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
    }
    if (data.prometheus !== undefined) {
      let data6 = data.prometheus;
      if (data6 && typeof data6 == 'object' && !Array.isArray(data6)) {
        if (data6.url === undefined) {
          const err12 = {
            instancePath: instancePath + '/prometheus',
            schemaPath: '#/properties/prometheus/required',
            keyword: 'required',
            params: { missingProperty: 'url' },
            message: "must have required property '" + 'url' + "'",
          };
          if (vErrors === null) {
            vErrors = [err12];
          } else {
            vErrors.push(err12);
          }
          errors++;
        }
        if (data6.query === undefined) {
          const err13 = {
            instancePath: instancePath + '/prometheus',
            schemaPath: '#/properties/prometheus/required',
            keyword: 'required',
            params: { missingProperty: 'query' },
            message: "must have required property '" + 'query' + "'",
          };
          if (vErrors === null) {
            vErrors = [err13];
          } else {
            vErrors.push(err13);
          }
          errors++;
        }
        for (const key1 in data6) {
          if (!(key1 === 'url' || key1 === 'query' || key1 === 'onError')) {
            const err14 = {
              instancePath: instancePath + '/prometheus',
              schemaPath: '#/properties/prometheus/additionalProperties',
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
        if (data6.url !== undefined) {
          let data7 = data6.url;
          if (typeof data7 === 'string') {
            if (!pattern1.test(data7)) {
              const err15 = {
                instancePath: instancePath + '/prometheus/url',
                schemaPath: '#/properties/prometheus/properties/url/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
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
              instancePath: instancePath + '/prometheus/url',
              schemaPath: '#/properties/prometheus/properties/url/type',
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
        }
        if (data6.query !== undefined) {
          let data8 = data6.query;
          if (typeof data8 === 'string') {
            if (!pattern1.test(data8)) {
              const err17 = {
                instancePath: instancePath + '/prometheus/query',
                schemaPath: '#/properties/prometheus/properties/query/pattern',
                keyword: 'pattern',
                params: { pattern: '\\S' },
                message: 'must match pattern "' + '\\S' + '"',
              };
              if (vErrors === null) {
                vErrors = [err17];
              } else {
                vErrors.push(err17);
              }
              errors++;
            }
          } else {
            const err18 = {
              instancePath: instancePath + '/prometheus/query',
              schemaPath: '#/properties/prometheus/properties/query/type',
              keyword: 'type',
              params: { type: 'string' },
              message: 'must be string',
            };
            if (vErrors === null) {
              vErrors = [err18];
            } else {
              vErrors.push(err18);
            }
            errors++;
          }
        }
        if (data6.onError !== undefined) {
          let data9 = data6.onError;
          if (!(data9 === 'hold' || data9 === 'release')) {
            const err19 = {
              instancePath: instancePath + '/prometheus/onError',
              schemaPath: '#/properties/prometheus/properties/onError/enum',
              keyword: 'enum',
              params: { allowedValues: schema20.properties.prometheus.properties.onError.enum },
              message: 'must be equal to one of the allowed values',
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
          instancePath: instancePath + '/prometheus',
          schemaPath: '#/properties/prometheus/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
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
      instancePath,
      schemaPath: '#/type',
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
  validate66.errors = vErrors;
  return errors === 0;
}

const schema21 = {
  type: 'object',
  additionalProperties: false,
  properties: {
    enabled: { type: 'boolean', default: true },
    delay: { $ref: '#/definitions/Duration', default: '0s' },
  },
};

function validate69(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
    if (
      !validate29(data.delay, {
        instancePath: instancePath + '/delay',
        parentData: data,
        parentDataProperty: 'delay',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
  } else {
    const err2 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err2];
    } else {
      vErrors.push(err2);
    }
    errors++;
  }
  validate69.errors = vErrors;
  return errors === 0;
}

const schema22 = {
  type: 'object',
  additionalProperties: false,
  required: ['name', 'format'],
  properties: {
    name: { type: 'string', pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' },
    format: { enum: ['slack', 'teams', 'json'] },
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
          'DeadlineAtRisk',
          'CordonRefused',
          'RequestRefused',
          'SettingsRefused',
          'SettingsNotPermitted',
        ],
      },
    },
    eventTypes: { type: 'array', default: [], items: { type: 'string', pattern: '.' } },
    template: { type: 'string', pattern: '.', default: '{reason} on {subject}: {message}' },
  },
};

function validate72(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (data && typeof data == 'object' && !Array.isArray(data)) {
    if (data.reasons === undefined) {
      data.reasons = [];
    }
    if (data.eventTypes === undefined) {
      data.eventTypes = [];
    }
    if (data.template === undefined) {
      data.template = '{reason} on {subject}: {message}';
    }
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
    if (data.format === undefined) {
      const err1 = {
        instancePath,
        schemaPath: '#/required',
        keyword: 'required',
        params: { missingProperty: 'format' },
        message: "must have required property '" + 'format' + "'",
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    for (const key0 in data) {
      if (!(
        key0 === 'name' ||
        key0 === 'format' ||
        key0 === 'reasons' ||
        key0 === 'eventTypes' ||
        key0 === 'template'
      )) {
        const err2 = {
          instancePath,
          schemaPath: '#/additionalProperties',
          keyword: 'additionalProperties',
          params: { additionalProperty: key0 },
          message: 'must NOT have additional properties',
        };
        if (vErrors === null) {
          vErrors = [err2];
        } else {
          vErrors.push(err2);
        }
        errors++;
      }
    }
    if (data.name !== undefined) {
      let data0 = data.name;
      if (typeof data0 === 'string') {
        if (!pattern10.test(data0)) {
          const err3 = {
            instancePath: instancePath + '/name',
            schemaPath: '#/properties/name/pattern',
            keyword: 'pattern',
            params: { pattern: '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' },
            message: 'must match pattern "' + '^[a-zA-Z0-9]([-_.a-zA-Z0-9]*[a-zA-Z0-9])?$' + '"',
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
          instancePath: instancePath + '/name',
          schemaPath: '#/properties/name/type',
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
    if (data.format !== undefined) {
      let data1 = data.format;
      if (!(data1 === 'slack' || data1 === 'teams' || data1 === 'json')) {
        const err5 = {
          instancePath: instancePath + '/format',
          schemaPath: '#/properties/format/enum',
          keyword: 'enum',
          params: { allowedValues: schema22.properties.format.enum },
          message: 'must be equal to one of the allowed values',
        };
        if (vErrors === null) {
          vErrors = [err5];
        } else {
          vErrors.push(err5);
        }
        errors++;
      }
    }
    let data2 = data.reasons;
    if (Array.isArray(data2)) {
      const len0 = data2.length;
      for (let i0 = 0; i0 < len0; i0++) {
        let data3 = data2[i0];
        if (!(
          data3 === 'MaintenanceScheduled' ||
          data3 === 'CordonNode' ||
          data3 === 'DrainNode' ||
          data3 === 'VolumesAwaited' ||
          data3 === 'NodeDrained' ||
          data3 === 'UncordonNode' ||
          data3 === 'MaintenanceCancelled' ||
          data3 === 'DrainBlocked' ||
          data3 === 'DrainFailed' ||
          data3 === 'DrainPaused' ||
          data3 === 'DeadlineMissed' ||
          data3 === 'DeadlineAtRisk' ||
          data3 === 'CordonRefused' ||
          data3 === 'RequestRefused' ||
          data3 === 'SettingsRefused' ||
          data3 === 'SettingsNotPermitted'
        )) {
          const err6 = {
            instancePath: instancePath + '/reasons/' + i0,
            schemaPath: '#/properties/reasons/items/enum',
            keyword: 'enum',
            params: { allowedValues: schema22.properties.reasons.items.enum },
            message: 'must be equal to one of the allowed values',
          };
          if (vErrors === null) {
            vErrors = [err6];
          } else {
            vErrors.push(err6);
          }
          errors++;
        }
      }
    } else {
      const err7 = {
        instancePath: instancePath + '/reasons',
        schemaPath: '#/properties/reasons/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    let data4 = data.eventTypes;
    if (Array.isArray(data4)) {
      const len1 = data4.length;
      for (let i1 = 0; i1 < len1; i1++) {
        let data5 = data4[i1];
        if (typeof data5 === 'string') {
          if (!pattern7.test(data5)) {
            const err8 = {
              instancePath: instancePath + '/eventTypes/' + i1,
              schemaPath: '#/properties/eventTypes/items/pattern',
              keyword: 'pattern',
              params: { pattern: '.' },
              message: 'must match pattern "' + '.' + '"',
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
            instancePath: instancePath + '/eventTypes/' + i1,
            schemaPath: '#/properties/eventTypes/items/type',
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
        instancePath: instancePath + '/eventTypes',
        schemaPath: '#/properties/eventTypes/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err10];
      } else {
        vErrors.push(err10);
      }
      errors++;
    }
    let data6 = data.template;
    if (typeof data6 === 'string') {
      if (!pattern7.test(data6)) {
        const err11 = {
          instancePath: instancePath + '/template',
          schemaPath: '#/properties/template/pattern',
          keyword: 'pattern',
          params: { pattern: '.' },
          message: 'must match pattern "' + '.' + '"',
        };
        if (vErrors === null) {
          vErrors = [err11];
        } else {
          vErrors.push(err11);
        }
        errors++;
      }
    } else {
      const err12 = {
        instancePath: instancePath + '/template',
        schemaPath: '#/properties/template/type',
        keyword: 'type',
        params: { type: 'string' },
        message: 'must be string',
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
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err13];
    } else {
      vErrors.push(err13);
    }
    errors++;
  }
  validate72.errors = vErrors;
  return errors === 0;
}

function validate21(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
    if (data.tracing === undefined) {
      data.tracing = {};
    }
    if (data.settle === undefined) {
      data.settle = '2m';
    }
    if (data.holds === undefined) {
      data.holds = [];
    }
    if (data.holdMargin === undefined) {
      data.holdMargin = '15m';
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
      if (!func2.call(schema6.properties, key0)) {
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
    if (
      !validate22(data.maxConcurrentDrains, {
        instancePath: instancePath + '/maxConcurrentDrains',
        parentData: data,
        parentDataProperty: 'maxConcurrentDrains',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
      errors = vErrors.length;
    }
    if (
      !validate22(data.maxUnavailable, {
        instancePath: instancePath + '/maxUnavailable',
        parentData: data,
        parentDataProperty: 'maxUnavailable',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
      errors = vErrors.length;
    }
    let data2 = data.budgets;
    if (Array.isArray(data2)) {
      const len0 = data2.length;
      for (let i0 = 0; i0 < len0; i0++) {
        if (
          !validate25(data2[i0], {
            instancePath: instancePath + '/budgets/' + i0,
            parentData: data2,
            parentDataProperty: i0,
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate25.errors : vErrors.concat(validate25.errors);
          errors = vErrors.length;
        }
      }
    } else {
      const err1 = {
        instancePath: instancePath + '/budgets',
        schemaPath: '#/properties/budgets/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err1];
      } else {
        vErrors.push(err1);
      }
      errors++;
    }
    if (
      !validate29(data.urgentWithin, {
        instancePath: instancePath + '/urgentWithin',
        parentData: data,
        parentDataProperty: 'urgentWithin',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    if (
      !validate31(data.scheduledEvents, {
        instancePath: instancePath + '/scheduledEvents',
        parentData: data,
        parentDataProperty: 'scheduledEvents',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
      errors = vErrors.length;
    }
    if (data.vmEvents !== undefined) {
      if (
        !validate31(data.vmEvents, {
          instancePath: instancePath + '/vmEvents',
          parentData: data,
          parentDataProperty: 'vmEvents',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate31.errors : vErrors.concat(validate31.errors);
        errors = vErrors.length;
      }
    }
    if (
      !validate29(data.freezeMinDuration, {
        instancePath: instancePath + '/freezeMinDuration',
        parentData: data,
        parentDataProperty: 'freezeMinDuration',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    if (
      !validate35(data.optionalConditions, {
        instancePath: instancePath + '/optionalConditions',
        parentData: data,
        parentDataProperty: 'optionalConditions',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
      errors = vErrors.length;
    }
    if (data.optional !== undefined) {
      if (
        !validate35(data.optional, {
          instancePath: instancePath + '/optional',
          parentData: data,
          parentDataProperty: 'optional',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
        errors = vErrors.length;
      }
    }
    let data10 = data.conditions;
    if (Array.isArray(data10)) {
      const len1 = data10.length;
      for (let i1 = 0; i1 < len1; i1++) {
        if (
          !validate41(data10[i1], {
            instancePath: instancePath + '/conditions/' + i1,
            parentData: data10,
            parentDataProperty: i1,
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate41.errors : vErrors.concat(validate41.errors);
          errors = vErrors.length;
        }
      }
    } else {
      const err2 = {
        instancePath: instancePath + '/conditions',
        schemaPath: '#/properties/conditions/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err2];
      } else {
        vErrors.push(err2);
      }
      errors++;
    }
    if (
      !validate44(data.drain, {
        instancePath: instancePath + '/drain',
        parentData: data,
        parentDataProperty: 'drain',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
      errors = vErrors.length;
    }
    if (typeof data.nodeConditions !== 'boolean') {
      const err3 = {
        instancePath: instancePath + '/nodeConditions',
        schemaPath: '#/properties/nodeConditions/type',
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
    if (
      !validate63(data.tracing, {
        instancePath: instancePath + '/tracing',
        parentData: data,
        parentDataProperty: 'tracing',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
      errors = vErrors.length;
    }
    if (
      !validate29(data.settle, {
        instancePath: instancePath + '/settle',
        parentData: data,
        parentDataProperty: 'settle',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    let data16 = data.holds;
    if (Array.isArray(data16)) {
      const len2 = data16.length;
      for (let i2 = 0; i2 < len2; i2++) {
        if (
          !validate66(data16[i2], {
            instancePath: instancePath + '/holds/' + i2,
            parentData: data16,
            parentDataProperty: i2,
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate66.errors : vErrors.concat(validate66.errors);
          errors = vErrors.length;
        }
      }
    } else {
      const err4 = {
        instancePath: instancePath + '/holds',
        schemaPath: '#/properties/holds/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err4];
      } else {
        vErrors.push(err4);
      }
      errors++;
    }
    if (
      !validate29(data.holdMargin, {
        instancePath: instancePath + '/holdMargin',
        parentData: data,
        parentDataProperty: 'holdMargin',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate29.errors : vErrors.concat(validate29.errors);
      errors = vErrors.length;
    }
    if (
      !validate69(data.uncordon, {
        instancePath: instancePath + '/uncordon',
        parentData: data,
        parentDataProperty: 'uncordon',
        rootData,
      })
    ) {
      vErrors = vErrors === null ? validate69.errors : vErrors.concat(validate69.errors);
      errors = vErrors.length;
    }
    if (typeof data.dryRun !== 'boolean') {
      const err5 = {
        instancePath: instancePath + '/dryRun',
        schemaPath: '#/properties/dryRun/type',
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
    if (typeof data.acknowledgeEvents !== 'boolean') {
      const err6 = {
        instancePath: instancePath + '/acknowledgeEvents',
        schemaPath: '#/properties/acknowledgeEvents/type',
        keyword: 'type',
        params: { type: 'boolean' },
        message: 'must be boolean',
      };
      if (vErrors === null) {
        vErrors = [err6];
      } else {
        vErrors.push(err6);
      }
      errors++;
    }
    let data22 = data.notifications;
    if (Array.isArray(data22)) {
      const len3 = data22.length;
      for (let i3 = 0; i3 < len3; i3++) {
        if (
          !validate72(data22[i3], {
            instancePath: instancePath + '/notifications/' + i3,
            parentData: data22,
            parentDataProperty: i3,
            rootData,
          })
        ) {
          vErrors = vErrors === null ? validate72.errors : vErrors.concat(validate72.errors);
          errors = vErrors.length;
        }
      }
    } else {
      const err7 = {
        instancePath: instancePath + '/notifications',
        schemaPath: '#/properties/notifications/type',
        keyword: 'type',
        params: { type: 'array' },
        message: 'must be array',
      };
      if (vErrors === null) {
        vErrors = [err7];
      } else {
        vErrors.push(err7);
      }
      errors++;
    }
    if (data.logLevel !== undefined) {
      let data24 = data.logLevel;
      if (!(data24 === 'error' || data24 === 'warn' || data24 === 'info' || data24 === 'debug')) {
        const err8 = {
          instancePath: instancePath + '/logLevel',
          schemaPath: '#/properties/logLevel/enum',
          keyword: 'enum',
          params: { allowedValues: schema6.properties.logLevel.enum },
          message: 'must be equal to one of the allowed values',
        };
        if (vErrors === null) {
          vErrors = [err8];
        } else {
          vErrors.push(err8);
        }
        errors++;
      }
    }
    if (data.runtimeEnv !== undefined) {
      if (
        !validate37(data.runtimeEnv, {
          instancePath: instancePath + '/runtimeEnv',
          parentData: data,
          parentDataProperty: 'runtimeEnv',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
        errors = vErrors.length;
      }
    }
    if (data.enableTracing !== undefined) {
      if (
        !validate37(data.enableTracing, {
          instancePath: instancePath + '/enableTracing',
          parentData: data,
          parentDataProperty: 'enableTracing',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
        errors = vErrors.length;
      }
    }
    if (data.bypassNodeProblemDetector !== undefined) {
      if (
        !validate37(data.bypassNodeProblemDetector, {
          instancePath: instancePath + '/bypassNodeProblemDetector',
          parentData: data,
          parentDataProperty: 'bypassNodeProblemDetector',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
        errors = vErrors.length;
      }
    }
    if (data.pollingInterval !== undefined) {
      if (
        !validate37(data.pollingInterval, {
          instancePath: instancePath + '/pollingInterval',
          parentData: data,
          parentDataProperty: 'pollingInterval',
          rootData,
        })
      ) {
        vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
        errors = vErrors.length;
      }
    }
  } else {
    const err9 = {
      instancePath,
      schemaPath: '#/type',
      keyword: 'type',
      params: { type: 'object' },
      message: 'must be object',
    };
    if (vErrors === null) {
      vErrors = [err9];
    } else {
      vErrors.push(err9);
    }
    errors++;
  }
  validate21.errors = vErrors;
  return errors === 0;
}
