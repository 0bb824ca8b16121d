// Generated from schemas/status.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate21;
export default validate21;
const schema6 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'status',
  type: 'object',
  required: [
    'version',
    'now',
    'synced',
    'leader',
    'settings',
    'dryRun',
    'slots',
    'nodesTotal',
    'nodesProbed',
    'queue',
    'nodes',
  ],
  properties: {
    version: { type: 'string' },
    now: { type: 'string' },
    synced: { type: 'boolean' },
    leader: { $ref: '#/definitions/LeaderStatus' },
    settings: {
      type: 'object',
      required: ['state', 'error', 'warnings', 'inForce'],
      properties: {
        state: { enum: ['ok', 'default', 'invalid'] },
        error: { type: ['string', 'null'] },
        warnings: { type: 'array', items: { type: 'string' } },
        inForce: { type: 'object', additionalProperties: true },
        paused: { type: 'boolean', default: false },
      },
    },
    dryRun: { type: 'boolean' },
    slots: { $ref: '#/definitions/SlotUsage' },
    nodesTotal: { type: 'integer' },
    nodesProbed: { type: 'integer' },
    summary: { anyOf: [{ $ref: '#/definitions/Summary' }, { type: 'null' }], default: null },
    attention: { type: 'array', items: { $ref: '#/definitions/AttentionItem' }, default: [] },
    holds: { type: 'array', items: { $ref: '#/definitions/Hold' }, default: [] },
    advice: { anyOf: [{ $ref: '#/definitions/Advice' }, { type: 'null' }], default: null },
    readiness: { type: 'array', items: { $ref: '#/definitions/ReadinessFinding' }, default: [] },
    readinessAt: { type: ['string', 'null'], default: null },
    queue: { type: 'array', items: { $ref: '#/definitions/QueueEntry' } },
    nodes: { type: 'array', items: { $ref: '#/definitions/NodeEntry' } },
    fleet: { type: 'array', items: { $ref: '#/definitions/FleetGroup' }, default: [] },
    history: { type: 'array', items: { $ref: '#/definitions/HistoryEntry' }, default: [] },
  },
  definitions: {
    NodeState: {
      enum: [
        'idle',
        'ignored',
        'foreign',
        'scheduled',
        'waiting',
        'refused',
        'draining',
        'paused',
        'failed',
        'drained',
        'overridden',
        'unknown',
      ],
    },
    LeaderStatus: {
      type: 'object',
      required: ['self', 'identity', 'isLeader', 'since'],
      properties: {
        self: { type: 'string' },
        identity: { type: ['string', 'null'] },
        isLeader: { type: 'boolean' },
        since: { type: ['string', 'null'] },
      },
    },
    SlotUsage: {
      type: 'object',
      required: ['total', 'used', 'unavailable', 'maxUnavailable'],
      properties: {
        total: { type: 'integer' },
        used: { type: 'integer' },
        unavailable: { type: 'integer' },
        maxUnavailable: { type: 'integer' },
      },
    },
    Summary: {
      type: 'object',
      required: ['states', 'queued', 'nextDeadline', 'cordonedWithoutNeed', 'atRisk', 'events'],
      properties: {
        states: { type: 'object', additionalProperties: { type: 'integer' } },
        queued: { type: 'integer' },
        nextDeadline: { type: ['string', 'null'] },
        cordonedWithoutNeed: { type: 'integer' },
        atRisk: { type: ['integer', 'null'] },
        events: {
          type: 'array',
          items: {
            type: 'object',
            required: ['type', 'status', 'count'],
            properties: { type: { type: 'string' }, status: { type: 'string' }, count: { type: 'integer' } },
          },
        },
      },
    },
    AttentionItem: {
      type: 'object',
      required: ['level', 'kind', 'text', 'nodes'],
      properties: {
        level: { enum: ['danger', 'warning', 'notice'] },
        kind: { type: 'string' },
        text: { type: 'string' },
        nodes: { type: 'array', items: { type: 'string' } },
      },
    },
    QueueEntry: {
      type: 'object',
      required: ['node', 'position', 'reason', 'deadline', 'since', 'state', 'waitsFor'],
      properties: {
        node: { type: 'string' },
        position: { type: 'integer' },
        reason: { type: 'string' },
        deadline: { type: ['string', 'null'] },
        since: { type: ['string', 'null'] },
        state: { $ref: '#/definitions/NodeState' },
        waitsFor: { type: 'string' },
        heldBy: { type: ['string', 'null'], default: null },
      },
    },
    NodeEntry: {
      type: 'object',
      required: [
        'node',
        'state',
        'why',
        'reason',
        'events',
        'deadline',
        'startedAt',
        'attempts',
        'position',
        'cordoned',
        'podsTotal',
        'podsLeft',
        'blockedBy',
      ],
      properties: {
        node: { type: 'string' },
        state: { $ref: '#/definitions/NodeState' },
        why: { type: 'string' },
        note: { type: 'string', default: '' },
        reason: { type: ['string', 'null'] },
        started: { type: 'boolean', default: false },
        events: { type: 'array', items: { $ref: '#/definitions/EventEntry' } },
        source: { anyOf: [{ $ref: '#/definitions/EventSource' }, { type: 'null' }], default: null },
        deadline: { type: ['string', 'null'] },
        undrained: { type: 'boolean', default: false },
        overdue: { type: 'boolean', default: false },
        startedAt: { type: ['string', 'null'] },
        attemptStartedAt: { type: ['string', 'null'], default: null },
        attempts: { type: 'integer' },
        position: { type: ['integer', 'null'] },
        heldBy: { type: ['string', 'null'], default: null },
        cordoned: { type: 'boolean' },
        podsTotal: { type: ['integer', 'null'] },
        podsLeft: { type: 'array', items: { $ref: '#/definitions/PodLeft' } },
        blockedBy: { type: 'array', items: { $ref: '#/definitions/HeldPod' } },
        surges: { type: 'array', items: { $ref: '#/definitions/Surge' }, default: [] },
        volumes: { type: 'array', items: { type: 'string' }, default: [] },
        forecast: { anyOf: [{ $ref: '#/definitions/Forecast' }, { type: 'null' }], default: null },
      },
    },
    EventEntry: {
      type: 'object',
      required: ['id', 'type', 'status', 'notBefore', 'durationSeconds', 'source', 'description'],
      properties: {
        id: { type: 'string' },
        type: { type: 'string' },
        status: { type: 'string' },
        notBefore: { type: ['string', 'null'] },
        durationSeconds: { type: ['number', 'null'] },
        source: { type: 'string' },
        description: { type: 'string' },
      },
    },
    EventSource: {
      type: 'object',
      required: ['probed', 'report', 'changedAt', 'conditions'],
      properties: {
        probed: { type: ['boolean', 'null'] },
        report: { enum: ['absent', 'unreadable', 'starting', 'ok', 'unavailable'] },
        changedAt: { type: ['string', 'null'] },
        conditions: {
          type: 'array',
          items: {
            type: 'object',
            required: ['type', 'status'],
            properties: { type: { type: 'string' }, status: { type: 'string' } },
          },
        },
      },
    },
    PodLeft: {
      type: 'object',
      required: ['namespace', 'name', 'state', 'budgets', 'reason'],
      properties: {
        namespace: { type: 'string' },
        name: { type: 'string' },
        state: { enum: ['pending', 'finishing', 'evicting', 'terminating', 'blocked'] },
        budgets: { type: 'array', items: { type: 'string' } },
        reason: { type: 'string' },
      },
    },
    HeldPod: {
      type: 'object',
      required: ['pod', 'budgets'],
      properties: {
        pod: { type: 'string' },
        budgets: { type: 'array', items: { type: 'string' } },
        reason: { type: 'string', default: '' },
      },
    },
    Surge: {
      type: 'object',
      required: ['namespace', 'deployment', 'from', 'to', 'raised', 'startedAt'],
      properties: {
        namespace: { type: 'string' },
        deployment: { type: 'string' },
        from: { type: 'integer' },
        to: { type: 'integer' },
        raised: { type: 'boolean' },
        startedAt: { type: ['string', 'null'] },
      },
    },
    FleetGroup: {
      type: 'object',
      required: ['pool', 'zone', 'nodes', 'states'],
      properties: {
        pool: { type: 'string' },
        zone: { type: 'string' },
        nodes: { type: 'array', items: { type: 'string' } },
        states: { type: 'object', additionalProperties: { type: 'integer' } },
      },
    },
    Forecast: {
      type: 'object',
      required: ['startsAt', 'endsAt', 'missesDeadline', 'basis'],
      properties: {
        startsAt: { type: ['string', 'null'] },
        endsAt: { type: ['string', 'null'] },
        missesDeadline: { type: 'boolean' },
        basis: { type: 'string' },
      },
    },
    Hold: {
      type: 'object',
      required: ['name', 'applies', 'until', 'nodes', 'message'],
      properties: {
        name: { type: 'string' },
        applies: { type: ['boolean', 'null'] },
        until: { type: ['string', 'null'] },
        nodes: { type: 'array', items: { type: 'string' } },
        message: { type: 'string' },
      },
    },
    Advice: {
      type: 'object',
      required: ['text', 'nodes', 'set'],
      properties: {
        text: { type: 'string' },
        nodes: { type: 'array', items: { type: 'string' } },
        set: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
      },
    },
    ReadinessFinding: {
      type: 'object',
      required: ['severity', 'kind', 'object', 'why', 'cure'],
      properties: {
        severity: { enum: ['error', 'warning', 'notice'] },
        kind: { type: 'string' },
        object: { type: 'string' },
        why: { type: 'string' },
        cure: { type: 'string' },
      },
    },
    HistoryEntry: {
      type: 'object',
      required: [
        'node',
        'reason',
        'outcome',
        'startedAt',
        'endedAt',
        'durationSeconds',
        'attempts',
        'message',
      ],
      properties: {
        node: { type: 'string' },
        reason: { type: 'string' },
        events: { type: 'array', items: { type: 'string' } },
        outcome: { enum: ['succeeded', 'failed', 'cancelled', 'paused'] },
        startedAt: { type: 'string' },
        endedAt: { type: 'string' },
        durationSeconds: { type: 'number', minimum: 0 },
        attempts: { type: 'integer', minimum: 0 },
        pods: { type: 'integer', minimum: 0 },
        graceSeconds: { type: 'number', minimum: 0 },
        surges: { type: 'integer', minimum: 0 },
        blockedBy: {
          type: 'array',
          items: {
            type: 'object',
            required: ['pod'],
            properties: { pod: { type: 'string' }, budgets: { type: 'array', items: { type: 'string' } } },
          },
        },
        message: { type: 'string' },
      },
    },
  },
};
const schema7 = {
  type: 'object',
  required: ['self', 'identity', 'isLeader', 'since'],
  properties: {
    self: { type: 'string' },
    identity: { type: ['string', 'null'] },
    isLeader: { type: 'boolean' },
    since: { type: ['string', 'null'] },
  },
};

function validate22(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.self === undefined && (missing0 = 'self')) ||
        (data.identity === undefined && (missing0 = 'identity')) ||
        (data.isLeader === undefined && (missing0 = 'isLeader')) ||
        (data.since === undefined && (missing0 = 'since'))
      ) {
        validate22.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.self !== undefined) {
          const _errs1 = errors;
          if (typeof data.self !== 'string') {
            validate22.errors = [
              {
                instancePath: instancePath + '/self',
                schemaPath: '#/properties/self/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.identity !== undefined) {
            let data1 = data.identity;
            const _errs3 = errors;
            if (typeof data1 !== 'string' && data1 !== null) {
              validate22.errors = [
                {
                  instancePath: instancePath + '/identity',
                  schemaPath: '#/properties/identity/type',
                  keyword: 'type',
                  params: { type: schema7.properties.identity.type },
                  message: 'must be string,null',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.isLeader !== undefined) {
              const _errs5 = errors;
              if (typeof data.isLeader !== 'boolean') {
                validate22.errors = [
                  {
                    instancePath: instancePath + '/isLeader',
                    schemaPath: '#/properties/isLeader/type',
                    keyword: 'type',
                    params: { type: 'boolean' },
                    message: 'must be boolean',
                  },
                ];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.since !== undefined) {
                let data3 = data.since;
                const _errs7 = errors;
                if (typeof data3 !== 'string' && data3 !== null) {
                  validate22.errors = [
                    {
                      instancePath: instancePath + '/since',
                      schemaPath: '#/properties/since/type',
                      keyword: 'type',
                      params: { type: schema7.properties.since.type },
                      message: 'must be string,null',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate22.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate22.errors = vErrors;
  return errors === 0;
}

const schema8 = {
  type: 'object',
  required: ['total', 'used', 'unavailable', 'maxUnavailable'],
  properties: {
    total: { type: 'integer' },
    used: { type: 'integer' },
    unavailable: { type: 'integer' },
    maxUnavailable: { type: 'integer' },
  },
};

function validate24(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.total === undefined && (missing0 = 'total')) ||
        (data.used === undefined && (missing0 = 'used')) ||
        (data.unavailable === undefined && (missing0 = 'unavailable')) ||
        (data.maxUnavailable === undefined && (missing0 = 'maxUnavailable'))
      ) {
        validate24.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.total !== undefined) {
          let data0 = data.total;
          const _errs1 = errors;
          if (!(typeof data0 == 'number' && !(data0 % 1) && !isNaN(data0) && isFinite(data0))) {
            validate24.errors = [
              {
                instancePath: instancePath + '/total',
                schemaPath: '#/properties/total/type',
                keyword: 'type',
                params: { type: 'integer' },
                message: 'must be integer',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.used !== undefined) {
            let data1 = data.used;
            const _errs3 = errors;
            if (!(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate24.errors = [
                {
                  instancePath: instancePath + '/used',
                  schemaPath: '#/properties/used/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                  message: 'must be integer',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.unavailable !== undefined) {
              let data2 = data.unavailable;
              const _errs5 = errors;
              if (!(typeof data2 == 'number' && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
                validate24.errors = [
                  {
                    instancePath: instancePath + '/unavailable',
                    schemaPath: '#/properties/unavailable/type',
                    keyword: 'type',
                    params: { type: 'integer' },
                    message: 'must be integer',
                  },
                ];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.maxUnavailable !== undefined) {
                let data3 = data.maxUnavailable;
                const _errs7 = errors;
                if (!(typeof data3 == 'number' && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
                  validate24.errors = [
                    {
                      instancePath: instancePath + '/maxUnavailable',
                      schemaPath: '#/properties/maxUnavailable/type',
                      keyword: 'type',
                      params: { type: 'integer' },
                      message: 'must be integer',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate24.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate24.errors = vErrors;
  return errors === 0;
}

const schema9 = {
  type: 'object',
  required: ['states', 'queued', 'nextDeadline', 'cordonedWithoutNeed', 'atRisk', 'events'],
  properties: {
    states: { type: 'object', additionalProperties: { type: 'integer' } },
    queued: { type: 'integer' },
    nextDeadline: { type: ['string', 'null'] },
    cordonedWithoutNeed: { type: 'integer' },
    atRisk: { type: ['integer', 'null'] },
    events: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'status', 'count'],
        properties: { type: { type: 'string' }, status: { type: 'string' }, count: { type: 'integer' } },
      },
    },
  },
};

function validate26(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.states === undefined && (missing0 = 'states')) ||
        (data.queued === undefined && (missing0 = 'queued')) ||
        (data.nextDeadline === undefined && (missing0 = 'nextDeadline')) ||
        (data.cordonedWithoutNeed === undefined && (missing0 = 'cordonedWithoutNeed')) ||
        (data.atRisk === undefined && (missing0 = 'atRisk')) ||
        (data.events === undefined && (missing0 = 'events'))
      ) {
        validate26.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.states !== undefined) {
          let data0 = data.states;
          const _errs1 = errors;
          if (errors === _errs1) {
            if (data0 && typeof data0 == 'object' && !Array.isArray(data0)) {
              for (const key0 in data0) {
                let data1 = data0[key0];
                const _errs4 = errors;
                if (!(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
                  validate26.errors = [
                    {
                      instancePath: instancePath + '/states/' + key0.replace(/~/g, '~0').replace(/\//g, '~1'),
                      schemaPath: '#/properties/states/additionalProperties/type',
                      keyword: 'type',
                      params: { type: 'integer' },
                      message: 'must be integer',
                    },
                  ];
                  return false;
                }
                var valid1 = _errs4 === errors;
                if (!valid1) {
                  break;
                }
              }
            } else {
              validate26.errors = [
                {
                  instancePath: instancePath + '/states',
                  schemaPath: '#/properties/states/type',
                  keyword: 'type',
                  params: { type: 'object' },
                  message: 'must be object',
                },
              ];
              return false;
            }
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.queued !== undefined) {
            let data2 = data.queued;
            const _errs6 = errors;
            if (!(typeof data2 == 'number' && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
              validate26.errors = [
                {
                  instancePath: instancePath + '/queued',
                  schemaPath: '#/properties/queued/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                  message: 'must be integer',
                },
              ];
              return false;
            }
            var valid0 = _errs6 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.nextDeadline !== undefined) {
              let data3 = data.nextDeadline;
              const _errs8 = errors;
              if (typeof data3 !== 'string' && data3 !== null) {
                validate26.errors = [
                  {
                    instancePath: instancePath + '/nextDeadline',
                    schemaPath: '#/properties/nextDeadline/type',
                    keyword: 'type',
                    params: { type: schema9.properties.nextDeadline.type },
                    message: 'must be string,null',
                  },
                ];
                return false;
              }
              var valid0 = _errs8 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.cordonedWithoutNeed !== undefined) {
                let data4 = data.cordonedWithoutNeed;
                const _errs10 = errors;
                if (!(typeof data4 == 'number' && !(data4 % 1) && !isNaN(data4) && isFinite(data4))) {
                  validate26.errors = [
                    {
                      instancePath: instancePath + '/cordonedWithoutNeed',
                      schemaPath: '#/properties/cordonedWithoutNeed/type',
                      keyword: 'type',
                      params: { type: 'integer' },
                      message: 'must be integer',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs10 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.atRisk !== undefined) {
                  let data5 = data.atRisk;
                  const _errs12 = errors;
                  if (
                    !(typeof data5 == 'number' && !(data5 % 1) && !isNaN(data5) && isFinite(data5)) &&
                    data5 !== null
                  ) {
                    validate26.errors = [
                      {
                        instancePath: instancePath + '/atRisk',
                        schemaPath: '#/properties/atRisk/type',
                        keyword: 'type',
                        params: { type: schema9.properties.atRisk.type },
                        message: 'must be integer,null',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs12 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.events !== undefined) {
                    let data6 = data.events;
                    const _errs14 = errors;
                    if (errors === _errs14) {
                      if (Array.isArray(data6)) {
                        var valid2 = true;
                        const len0 = data6.length;
                        for (let i0 = 0; i0 < len0; i0++) {
                          let data7 = data6[i0];
                          const _errs16 = errors;
                          if (errors === _errs16) {
                            if (data7 && typeof data7 == 'object' && !Array.isArray(data7)) {
                              let missing1;
                              if (
                                (data7.type === undefined && (missing1 = 'type')) ||
                                (data7.status === undefined && (missing1 = 'status')) ||
                                (data7.count === undefined && (missing1 = 'count'))
                              ) {
                                validate26.errors = [
                                  {
                                    instancePath: instancePath + '/events/' + i0,
                                    schemaPath: '#/properties/events/items/required',
                                    keyword: 'required',
                                    params: { missingProperty: missing1 },
                                    message: "must have required property '" + missing1 + "'",
                                  },
                                ];
                                return false;
                              } else {
                                if (data7.type !== undefined) {
                                  const _errs18 = errors;
                                  if (typeof data7.type !== 'string') {
                                    validate26.errors = [
                                      {
                                        instancePath: instancePath + '/events/' + i0 + '/type',
                                        schemaPath: '#/properties/events/items/properties/type/type',
                                        keyword: 'type',
                                        params: { type: 'string' },
                                        message: 'must be string',
                                      },
                                    ];
                                    return false;
                                  }
                                  var valid3 = _errs18 === errors;
                                } else {
                                  var valid3 = true;
                                }
                                if (valid3) {
                                  if (data7.status !== undefined) {
                                    const _errs20 = errors;
                                    if (typeof data7.status !== 'string') {
                                      validate26.errors = [
                                        {
                                          instancePath: instancePath + '/events/' + i0 + '/status',
                                          schemaPath: '#/properties/events/items/properties/status/type',
                                          keyword: 'type',
                                          params: { type: 'string' },
                                          message: 'must be string',
                                        },
                                      ];
                                      return false;
                                    }
                                    var valid3 = _errs20 === errors;
                                  } else {
                                    var valid3 = true;
                                  }
                                  if (valid3) {
                                    if (data7.count !== undefined) {
                                      let data10 = data7.count;
                                      const _errs22 = errors;
                                      if (!(
                                        typeof data10 == 'number' &&
                                        !(data10 % 1) &&
                                        !isNaN(data10) &&
                                        isFinite(data10)
                                      )) {
                                        validate26.errors = [
                                          {
                                            instancePath: instancePath + '/events/' + i0 + '/count',
                                            schemaPath: '#/properties/events/items/properties/count/type',
                                            keyword: 'type',
                                            params: { type: 'integer' },
                                            message: 'must be integer',
                                          },
                                        ];
                                        return false;
                                      }
                                      var valid3 = _errs22 === errors;
                                    } else {
                                      var valid3 = true;
                                    }
                                  }
                                }
                              }
                            } else {
                              validate26.errors = [
                                {
                                  instancePath: instancePath + '/events/' + i0,
                                  schemaPath: '#/properties/events/items/type',
                                  keyword: 'type',
                                  params: { type: 'object' },
                                  message: 'must be object',
                                },
                              ];
                              return false;
                            }
                          }
                          var valid2 = _errs16 === errors;
                          if (!valid2) {
                            break;
                          }
                        }
                      } else {
                        validate26.errors = [
                          {
                            instancePath: instancePath + '/events',
                            schemaPath: '#/properties/events/type',
                            keyword: 'type',
                            params: { type: 'array' },
                            message: 'must be array',
                          },
                        ];
                        return false;
                      }
                    }
                    var valid0 = _errs14 === errors;
                  } else {
                    var valid0 = true;
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate26.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate26.errors = vErrors;
  return errors === 0;
}

const schema10 = {
  type: 'object',
  required: ['level', 'kind', 'text', 'nodes'],
  properties: {
    level: { enum: ['danger', 'warning', 'notice'] },
    kind: { type: 'string' },
    text: { type: 'string' },
    nodes: { type: 'array', items: { type: 'string' } },
  },
};

function validate28(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.level === undefined && (missing0 = 'level')) ||
        (data.kind === undefined && (missing0 = 'kind')) ||
        (data.text === undefined && (missing0 = 'text')) ||
        (data.nodes === undefined && (missing0 = 'nodes'))
      ) {
        validate28.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.level !== undefined) {
          let data0 = data.level;
          const _errs1 = errors;
          if (!(data0 === 'danger' || data0 === 'warning' || data0 === 'notice')) {
            validate28.errors = [
              {
                instancePath: instancePath + '/level',
                schemaPath: '#/properties/level/enum',
                keyword: 'enum',
                params: { allowedValues: schema10.properties.level.enum },
                message: 'must be equal to one of the allowed values',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.kind !== undefined) {
            const _errs2 = errors;
            if (typeof data.kind !== 'string') {
              validate28.errors = [
                {
                  instancePath: instancePath + '/kind',
                  schemaPath: '#/properties/kind/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.text !== undefined) {
              const _errs4 = errors;
              if (typeof data.text !== 'string') {
                validate28.errors = [
                  {
                    instancePath: instancePath + '/text',
                    schemaPath: '#/properties/text/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  },
                ];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.nodes !== undefined) {
                let data3 = data.nodes;
                const _errs6 = errors;
                if (errors === _errs6) {
                  if (Array.isArray(data3)) {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      const _errs8 = errors;
                      if (typeof data3[i0] !== 'string') {
                        validate28.errors = [
                          {
                            instancePath: instancePath + '/nodes/' + i0,
                            schemaPath: '#/properties/nodes/items/type',
                            keyword: 'type',
                            params: { type: 'string' },
                            message: 'must be string',
                          },
                        ];
                        return false;
                      }
                      var valid1 = _errs8 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  } else {
                    validate28.errors = [
                      {
                        instancePath: instancePath + '/nodes',
                        schemaPath: '#/properties/nodes/type',
                        keyword: 'type',
                        params: { type: 'array' },
                        message: 'must be array',
                      },
                    ];
                    return false;
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate28.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate28.errors = vErrors;
  return errors === 0;
}

const schema11 = {
  type: 'object',
  required: ['name', 'applies', 'until', 'nodes', 'message'],
  properties: {
    name: { type: 'string' },
    applies: { type: ['boolean', 'null'] },
    until: { type: ['string', 'null'] },
    nodes: { type: 'array', items: { type: 'string' } },
    message: { type: 'string' },
  },
};

function validate30(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.name === undefined && (missing0 = 'name')) ||
        (data.applies === undefined && (missing0 = 'applies')) ||
        (data.until === undefined && (missing0 = 'until')) ||
        (data.nodes === undefined && (missing0 = 'nodes')) ||
        (data.message === undefined && (missing0 = 'message'))
      ) {
        validate30.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.name !== undefined) {
          const _errs1 = errors;
          if (typeof data.name !== 'string') {
            validate30.errors = [
              {
                instancePath: instancePath + '/name',
                schemaPath: '#/properties/name/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.applies !== undefined) {
            let data1 = data.applies;
            const _errs3 = errors;
            if (typeof data1 !== 'boolean' && data1 !== null) {
              validate30.errors = [
                {
                  instancePath: instancePath + '/applies',
                  schemaPath: '#/properties/applies/type',
                  keyword: 'type',
                  params: { type: schema11.properties.applies.type },
                  message: 'must be boolean,null',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.until !== undefined) {
              let data2 = data.until;
              const _errs5 = errors;
              if (typeof data2 !== 'string' && data2 !== null) {
                validate30.errors = [
                  {
                    instancePath: instancePath + '/until',
                    schemaPath: '#/properties/until/type',
                    keyword: 'type',
                    params: { type: schema11.properties.until.type },
                    message: 'must be string,null',
                  },
                ];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.nodes !== undefined) {
                let data3 = data.nodes;
                const _errs7 = errors;
                if (errors === _errs7) {
                  if (Array.isArray(data3)) {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      const _errs9 = errors;
                      if (typeof data3[i0] !== 'string') {
                        validate30.errors = [
                          {
                            instancePath: instancePath + '/nodes/' + i0,
                            schemaPath: '#/properties/nodes/items/type',
                            keyword: 'type',
                            params: { type: 'string' },
                            message: 'must be string',
                          },
                        ];
                        return false;
                      }
                      var valid1 = _errs9 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  } else {
                    validate30.errors = [
                      {
                        instancePath: instancePath + '/nodes',
                        schemaPath: '#/properties/nodes/type',
                        keyword: 'type',
                        params: { type: 'array' },
                        message: 'must be array',
                      },
                    ];
                    return false;
                  }
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.message !== undefined) {
                  const _errs11 = errors;
                  if (typeof data.message !== 'string') {
                    validate30.errors = [
                      {
                        instancePath: instancePath + '/message',
                        schemaPath: '#/properties/message/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs11 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate30.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate30.errors = vErrors;
  return errors === 0;
}

const schema12 = {
  type: 'object',
  required: ['text', 'nodes', 'set'],
  properties: {
    text: { type: 'string' },
    nodes: { type: 'array', items: { type: 'string' } },
    set: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
  },
};

function validate32(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.text === undefined && (missing0 = 'text')) ||
        (data.nodes === undefined && (missing0 = 'nodes')) ||
        (data.set === undefined && (missing0 = 'set'))
      ) {
        validate32.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.text !== undefined) {
          const _errs1 = errors;
          if (typeof data.text !== 'string') {
            validate32.errors = [
              {
                instancePath: instancePath + '/text',
                schemaPath: '#/properties/text/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.nodes !== undefined) {
            let data1 = data.nodes;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (Array.isArray(data1)) {
                var valid1 = true;
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  const _errs5 = errors;
                  if (typeof data1[i0] !== 'string') {
                    validate32.errors = [
                      {
                        instancePath: instancePath + '/nodes/' + i0,
                        schemaPath: '#/properties/nodes/items/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                  var valid1 = _errs5 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              } else {
                validate32.errors = [
                  {
                    instancePath: instancePath + '/nodes',
                    schemaPath: '#/properties/nodes/type',
                    keyword: 'type',
                    params: { type: 'array' },
                    message: 'must be array',
                  },
                ];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.set !== undefined) {
              let data3 = data.set;
              const _errs7 = errors;
              if (errors === _errs7) {
                if (data3 && typeof data3 == 'object' && !Array.isArray(data3)) {
                  for (const key0 in data3) {
                    let data4 = data3[key0];
                    const _errs10 = errors;
                    if (
                      typeof data4 !== 'string' &&
                      !(typeof data4 == 'number' && isFinite(data4)) &&
                      typeof data4 !== 'boolean'
                    ) {
                      validate32.errors = [
                        {
                          instancePath:
                            instancePath + '/set/' + key0.replace(/~/g, '~0').replace(/\//g, '~1'),
                          schemaPath: '#/properties/set/additionalProperties/type',
                          keyword: 'type',
                          params: { type: schema12.properties.set.additionalProperties.type },
                          message: 'must be string,number,boolean',
                        },
                      ];
                      return false;
                    }
                    var valid2 = _errs10 === errors;
                    if (!valid2) {
                      break;
                    }
                  }
                } else {
                  validate32.errors = [
                    {
                      instancePath: instancePath + '/set',
                      schemaPath: '#/properties/set/type',
                      keyword: 'type',
                      params: { type: 'object' },
                      message: 'must be object',
                    },
                  ];
                  return false;
                }
              }
              var valid0 = _errs7 === errors;
            } else {
              var valid0 = true;
            }
          }
        }
      }
    } else {
      validate32.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate32.errors = vErrors;
  return errors === 0;
}

const schema13 = {
  type: 'object',
  required: ['severity', 'kind', 'object', 'why', 'cure'],
  properties: {
    severity: { enum: ['error', 'warning', 'notice'] },
    kind: { type: 'string' },
    object: { type: 'string' },
    why: { type: 'string' },
    cure: { type: 'string' },
  },
};

function validate34(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.severity === undefined && (missing0 = 'severity')) ||
        (data.kind === undefined && (missing0 = 'kind')) ||
        (data.object === undefined && (missing0 = 'object')) ||
        (data.why === undefined && (missing0 = 'why')) ||
        (data.cure === undefined && (missing0 = 'cure'))
      ) {
        validate34.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.severity !== undefined) {
          let data0 = data.severity;
          const _errs1 = errors;
          if (!(data0 === 'error' || data0 === 'warning' || data0 === 'notice')) {
            validate34.errors = [
              {
                instancePath: instancePath + '/severity',
                schemaPath: '#/properties/severity/enum',
                keyword: 'enum',
                params: { allowedValues: schema13.properties.severity.enum },
                message: 'must be equal to one of the allowed values',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.kind !== undefined) {
            const _errs2 = errors;
            if (typeof data.kind !== 'string') {
              validate34.errors = [
                {
                  instancePath: instancePath + '/kind',
                  schemaPath: '#/properties/kind/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.object !== undefined) {
              const _errs4 = errors;
              if (typeof data.object !== 'string') {
                validate34.errors = [
                  {
                    instancePath: instancePath + '/object',
                    schemaPath: '#/properties/object/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  },
                ];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.why !== undefined) {
                const _errs6 = errors;
                if (typeof data.why !== 'string') {
                  validate34.errors = [
                    {
                      instancePath: instancePath + '/why',
                      schemaPath: '#/properties/why/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.cure !== undefined) {
                  const _errs8 = errors;
                  if (typeof data.cure !== 'string') {
                    validate34.errors = [
                      {
                        instancePath: instancePath + '/cure',
                        schemaPath: '#/properties/cure/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs8 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate34.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate34.errors = vErrors;
  return errors === 0;
}

const schema14 = {
  type: 'object',
  required: ['node', 'position', 'reason', 'deadline', 'since', 'state', 'waitsFor'],
  properties: {
    node: { type: 'string' },
    position: { type: 'integer' },
    reason: { type: 'string' },
    deadline: { type: ['string', 'null'] },
    since: { type: ['string', 'null'] },
    state: { $ref: '#/definitions/NodeState' },
    waitsFor: { type: 'string' },
    heldBy: { type: ['string', 'null'], default: null },
  },
};
const schema15 = {
  enum: [
    'idle',
    'ignored',
    'foreign',
    'scheduled',
    'waiting',
    'refused',
    'draining',
    'paused',
    'failed',
    'drained',
    'overridden',
    'unknown',
  ],
};

function validate37(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (!(
    data === 'idle' ||
    data === 'ignored' ||
    data === 'foreign' ||
    data === 'scheduled' ||
    data === 'waiting' ||
    data === 'refused' ||
    data === 'draining' ||
    data === 'paused' ||
    data === 'failed' ||
    data === 'drained' ||
    data === 'overridden' ||
    data === 'unknown'
  )) {
    validate37.errors = [
      {
        instancePath,
        schemaPath: '#/enum',
        keyword: 'enum',
        params: { allowedValues: schema15.enum },
        message: 'must be equal to one of the allowed values',
      },
    ];
    return false;
  }
  validate37.errors = vErrors;
  return errors === 0;
}

function validate36(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.heldBy === undefined) {
        data.heldBy = null;
      }
      let missing0;
      if (
        (data.node === undefined && (missing0 = 'node')) ||
        (data.position === undefined && (missing0 = 'position')) ||
        (data.reason === undefined && (missing0 = 'reason')) ||
        (data.deadline === undefined && (missing0 = 'deadline')) ||
        (data.since === undefined && (missing0 = 'since')) ||
        (data.state === undefined && (missing0 = 'state')) ||
        (data.waitsFor === undefined && (missing0 = 'waitsFor'))
      ) {
        validate36.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.node !== undefined) {
          const _errs1 = errors;
          if (typeof data.node !== 'string') {
            validate36.errors = [
              {
                instancePath: instancePath + '/node',
                schemaPath: '#/properties/node/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.position !== undefined) {
            let data1 = data.position;
            const _errs3 = errors;
            if (!(typeof data1 == 'number' && !(data1 % 1) && !isNaN(data1) && isFinite(data1))) {
              validate36.errors = [
                {
                  instancePath: instancePath + '/position',
                  schemaPath: '#/properties/position/type',
                  keyword: 'type',
                  params: { type: 'integer' },
                  message: 'must be integer',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.reason !== undefined) {
              const _errs5 = errors;
              if (typeof data.reason !== 'string') {
                validate36.errors = [
                  {
                    instancePath: instancePath + '/reason',
                    schemaPath: '#/properties/reason/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  },
                ];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.deadline !== undefined) {
                let data3 = data.deadline;
                const _errs7 = errors;
                if (typeof data3 !== 'string' && data3 !== null) {
                  validate36.errors = [
                    {
                      instancePath: instancePath + '/deadline',
                      schemaPath: '#/properties/deadline/type',
                      keyword: 'type',
                      params: { type: schema14.properties.deadline.type },
                      message: 'must be string,null',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.since !== undefined) {
                  let data4 = data.since;
                  const _errs9 = errors;
                  if (typeof data4 !== 'string' && data4 !== null) {
                    validate36.errors = [
                      {
                        instancePath: instancePath + '/since',
                        schemaPath: '#/properties/since/type',
                        keyword: 'type',
                        params: { type: schema14.properties.since.type },
                        message: 'must be string,null',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs9 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.state !== undefined) {
                    const _errs11 = errors;
                    if (
                      !validate37(data.state, {
                        instancePath: instancePath + '/state',
                        parentData: data,
                        parentDataProperty: 'state',
                        rootData,
                      })
                    ) {
                      vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
                      errors = vErrors.length;
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.waitsFor !== undefined) {
                      const _errs12 = errors;
                      if (typeof data.waitsFor !== 'string') {
                        validate36.errors = [
                          {
                            instancePath: instancePath + '/waitsFor',
                            schemaPath: '#/properties/waitsFor/type',
                            keyword: 'type',
                            params: { type: 'string' },
                            message: 'must be string',
                          },
                        ];
                        return false;
                      }
                      var valid0 = _errs12 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      let data7 = data.heldBy;
                      const _errs14 = errors;
                      if (typeof data7 !== 'string' && data7 !== null) {
                        validate36.errors = [
                          {
                            instancePath: instancePath + '/heldBy',
                            schemaPath: '#/properties/heldBy/type',
                            keyword: 'type',
                            params: { type: schema14.properties.heldBy.type },
                            message: 'must be string,null',
                          },
                        ];
                        return false;
                      }
                      var valid0 = _errs14 === errors;
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate36.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate36.errors = vErrors;
  return errors === 0;
}

const schema16 = {
  type: 'object',
  required: [
    'node',
    'state',
    'why',
    'reason',
    'events',
    'deadline',
    'startedAt',
    'attempts',
    'position',
    'cordoned',
    'podsTotal',
    'podsLeft',
    'blockedBy',
  ],
  properties: {
    node: { type: 'string' },
    state: { $ref: '#/definitions/NodeState' },
    why: { type: 'string' },
    note: { type: 'string', default: '' },
    reason: { type: ['string', 'null'] },
    started: { type: 'boolean', default: false },
    events: { type: 'array', items: { $ref: '#/definitions/EventEntry' } },
    source: { anyOf: [{ $ref: '#/definitions/EventSource' }, { type: 'null' }], default: null },
    deadline: { type: ['string', 'null'] },
    undrained: { type: 'boolean', default: false },
    overdue: { type: 'boolean', default: false },
    startedAt: { type: ['string', 'null'] },
    attemptStartedAt: { type: ['string', 'null'], default: null },
    attempts: { type: 'integer' },
    position: { type: ['integer', 'null'] },
    heldBy: { type: ['string', 'null'], default: null },
    cordoned: { type: 'boolean' },
    podsTotal: { type: ['integer', 'null'] },
    podsLeft: { type: 'array', items: { $ref: '#/definitions/PodLeft' } },
    blockedBy: { type: 'array', items: { $ref: '#/definitions/HeldPod' } },
    surges: { type: 'array', items: { $ref: '#/definitions/Surge' }, default: [] },
    volumes: { type: 'array', items: { type: 'string' }, default: [] },
    forecast: { anyOf: [{ $ref: '#/definitions/Forecast' }, { type: 'null' }], default: null },
  },
};
const schema17 = {
  type: 'object',
  required: ['id', 'type', 'status', 'notBefore', 'durationSeconds', 'source', 'description'],
  properties: {
    id: { type: 'string' },
    type: { type: 'string' },
    status: { type: 'string' },
    notBefore: { type: ['string', 'null'] },
    durationSeconds: { type: ['number', 'null'] },
    source: { type: 'string' },
    description: { type: 'string' },
  },
};

function validate42(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.id === undefined && (missing0 = 'id')) ||
        (data.type === undefined && (missing0 = 'type')) ||
        (data.status === undefined && (missing0 = 'status')) ||
        (data.notBefore === undefined && (missing0 = 'notBefore')) ||
        (data.durationSeconds === undefined && (missing0 = 'durationSeconds')) ||
        (data.source === undefined && (missing0 = 'source')) ||
        (data.description === undefined && (missing0 = 'description'))
      ) {
        validate42.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.id !== undefined) {
          const _errs1 = errors;
          if (typeof data.id !== 'string') {
            validate42.errors = [
              {
                instancePath: instancePath + '/id',
                schemaPath: '#/properties/id/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.type !== undefined) {
            const _errs3 = errors;
            if (typeof data.type !== 'string') {
              validate42.errors = [
                {
                  instancePath: instancePath + '/type',
                  schemaPath: '#/properties/type/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.status !== undefined) {
              const _errs5 = errors;
              if (typeof data.status !== 'string') {
                validate42.errors = [
                  {
                    instancePath: instancePath + '/status',
                    schemaPath: '#/properties/status/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  },
                ];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.notBefore !== undefined) {
                let data3 = data.notBefore;
                const _errs7 = errors;
                if (typeof data3 !== 'string' && data3 !== null) {
                  validate42.errors = [
                    {
                      instancePath: instancePath + '/notBefore',
                      schemaPath: '#/properties/notBefore/type',
                      keyword: 'type',
                      params: { type: schema17.properties.notBefore.type },
                      message: 'must be string,null',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.durationSeconds !== undefined) {
                  let data4 = data.durationSeconds;
                  const _errs9 = errors;
                  if (!(typeof data4 == 'number' && isFinite(data4)) && data4 !== null) {
                    validate42.errors = [
                      {
                        instancePath: instancePath + '/durationSeconds',
                        schemaPath: '#/properties/durationSeconds/type',
                        keyword: 'type',
                        params: { type: schema17.properties.durationSeconds.type },
                        message: 'must be number,null',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs9 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.source !== undefined) {
                    const _errs11 = errors;
                    if (typeof data.source !== 'string') {
                      validate42.errors = [
                        {
                          instancePath: instancePath + '/source',
                          schemaPath: '#/properties/source/type',
                          keyword: 'type',
                          params: { type: 'string' },
                          message: 'must be string',
                        },
                      ];
                      return false;
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.description !== undefined) {
                      const _errs13 = errors;
                      if (typeof data.description !== 'string') {
                        validate42.errors = [
                          {
                            instancePath: instancePath + '/description',
                            schemaPath: '#/properties/description/type',
                            keyword: 'type',
                            params: { type: 'string' },
                            message: 'must be string',
                          },
                        ];
                        return false;
                      }
                      var valid0 = _errs13 === errors;
                    } else {
                      var valid0 = true;
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate42.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate42.errors = vErrors;
  return errors === 0;
}

const schema18 = {
  type: 'object',
  required: ['probed', 'report', 'changedAt', 'conditions'],
  properties: {
    probed: { type: ['boolean', 'null'] },
    report: { enum: ['absent', 'unreadable', 'starting', 'ok', 'unavailable'] },
    changedAt: { type: ['string', 'null'] },
    conditions: {
      type: 'array',
      items: {
        type: 'object',
        required: ['type', 'status'],
        properties: { type: { type: 'string' }, status: { type: 'string' } },
      },
    },
  },
};

function validate44(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.probed === undefined && (missing0 = 'probed')) ||
        (data.report === undefined && (missing0 = 'report')) ||
        (data.changedAt === undefined && (missing0 = 'changedAt')) ||
        (data.conditions === undefined && (missing0 = 'conditions'))
      ) {
        validate44.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.probed !== undefined) {
          let data0 = data.probed;
          const _errs1 = errors;
          if (typeof data0 !== 'boolean' && data0 !== null) {
            validate44.errors = [
              {
                instancePath: instancePath + '/probed',
                schemaPath: '#/properties/probed/type',
                keyword: 'type',
                params: { type: schema18.properties.probed.type },
                message: 'must be boolean,null',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.report !== undefined) {
            let data1 = data.report;
            const _errs3 = errors;
            if (!(
              data1 === 'absent' ||
              data1 === 'unreadable' ||
              data1 === 'starting' ||
              data1 === 'ok' ||
              data1 === 'unavailable'
            )) {
              validate44.errors = [
                {
                  instancePath: instancePath + '/report',
                  schemaPath: '#/properties/report/enum',
                  keyword: 'enum',
                  params: { allowedValues: schema18.properties.report.enum },
                  message: 'must be equal to one of the allowed values',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.changedAt !== undefined) {
              let data2 = data.changedAt;
              const _errs4 = errors;
              if (typeof data2 !== 'string' && data2 !== null) {
                validate44.errors = [
                  {
                    instancePath: instancePath + '/changedAt',
                    schemaPath: '#/properties/changedAt/type',
                    keyword: 'type',
                    params: { type: schema18.properties.changedAt.type },
                    message: 'must be string,null',
                  },
                ];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.conditions !== undefined) {
                let data3 = data.conditions;
                const _errs6 = errors;
                if (errors === _errs6) {
                  if (Array.isArray(data3)) {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      let data4 = data3[i0];
                      const _errs8 = errors;
                      if (errors === _errs8) {
                        if (data4 && typeof data4 == 'object' && !Array.isArray(data4)) {
                          let missing1;
                          if (
                            (data4.type === undefined && (missing1 = 'type')) ||
                            (data4.status === undefined && (missing1 = 'status'))
                          ) {
                            validate44.errors = [
                              {
                                instancePath: instancePath + '/conditions/' + i0,
                                schemaPath: '#/properties/conditions/items/required',
                                keyword: 'required',
                                params: { missingProperty: missing1 },
                                message: "must have required property '" + missing1 + "'",
                              },
                            ];
                            return false;
                          } else {
                            if (data4.type !== undefined) {
                              const _errs10 = errors;
                              if (typeof data4.type !== 'string') {
                                validate44.errors = [
                                  {
                                    instancePath: instancePath + '/conditions/' + i0 + '/type',
                                    schemaPath: '#/properties/conditions/items/properties/type/type',
                                    keyword: 'type',
                                    params: { type: 'string' },
                                    message: 'must be string',
                                  },
                                ];
                                return false;
                              }
                              var valid2 = _errs10 === errors;
                            } else {
                              var valid2 = true;
                            }
                            if (valid2) {
                              if (data4.status !== undefined) {
                                const _errs12 = errors;
                                if (typeof data4.status !== 'string') {
                                  validate44.errors = [
                                    {
                                      instancePath: instancePath + '/conditions/' + i0 + '/status',
                                      schemaPath: '#/properties/conditions/items/properties/status/type',
                                      keyword: 'type',
                                      params: { type: 'string' },
                                      message: 'must be string',
                                    },
                                  ];
                                  return false;
                                }
                                var valid2 = _errs12 === errors;
                              } else {
                                var valid2 = true;
                              }
                            }
                          }
                        } else {
                          validate44.errors = [
                            {
                              instancePath: instancePath + '/conditions/' + i0,
                              schemaPath: '#/properties/conditions/items/type',
                              keyword: 'type',
                              params: { type: 'object' },
                              message: 'must be object',
                            },
                          ];
                          return false;
                        }
                      }
                      var valid1 = _errs8 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  } else {
                    validate44.errors = [
                      {
                        instancePath: instancePath + '/conditions',
                        schemaPath: '#/properties/conditions/type',
                        keyword: 'type',
                        params: { type: 'array' },
                        message: 'must be array',
                      },
                    ];
                    return false;
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate44.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate44.errors = vErrors;
  return errors === 0;
}

const schema19 = {
  type: 'object',
  required: ['namespace', 'name', 'state', 'budgets', 'reason'],
  properties: {
    namespace: { type: 'string' },
    name: { type: 'string' },
    state: { enum: ['pending', 'finishing', 'evicting', 'terminating', 'blocked'] },
    budgets: { type: 'array', items: { type: 'string' } },
    reason: { type: 'string' },
  },
};

function validate46(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.namespace === undefined && (missing0 = 'namespace')) ||
        (data.name === undefined && (missing0 = 'name')) ||
        (data.state === undefined && (missing0 = 'state')) ||
        (data.budgets === undefined && (missing0 = 'budgets')) ||
        (data.reason === undefined && (missing0 = 'reason'))
      ) {
        validate46.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.namespace !== undefined) {
          const _errs1 = errors;
          if (typeof data.namespace !== 'string') {
            validate46.errors = [
              {
                instancePath: instancePath + '/namespace',
                schemaPath: '#/properties/namespace/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.name !== undefined) {
            const _errs3 = errors;
            if (typeof data.name !== 'string') {
              validate46.errors = [
                {
                  instancePath: instancePath + '/name',
                  schemaPath: '#/properties/name/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.state !== undefined) {
              let data2 = data.state;
              const _errs5 = errors;
              if (!(
                data2 === 'pending' ||
                data2 === 'finishing' ||
                data2 === 'evicting' ||
                data2 === 'terminating' ||
                data2 === 'blocked'
              )) {
                validate46.errors = [
                  {
                    instancePath: instancePath + '/state',
                    schemaPath: '#/properties/state/enum',
                    keyword: 'enum',
                    params: { allowedValues: schema19.properties.state.enum },
                    message: 'must be equal to one of the allowed values',
                  },
                ];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.budgets !== undefined) {
                let data3 = data.budgets;
                const _errs6 = errors;
                if (errors === _errs6) {
                  if (Array.isArray(data3)) {
                    var valid1 = true;
                    const len0 = data3.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      const _errs8 = errors;
                      if (typeof data3[i0] !== 'string') {
                        validate46.errors = [
                          {
                            instancePath: instancePath + '/budgets/' + i0,
                            schemaPath: '#/properties/budgets/items/type',
                            keyword: 'type',
                            params: { type: 'string' },
                            message: 'must be string',
                          },
                        ];
                        return false;
                      }
                      var valid1 = _errs8 === errors;
                      if (!valid1) {
                        break;
                      }
                    }
                  } else {
                    validate46.errors = [
                      {
                        instancePath: instancePath + '/budgets',
                        schemaPath: '#/properties/budgets/type',
                        keyword: 'type',
                        params: { type: 'array' },
                        message: 'must be array',
                      },
                    ];
                    return false;
                  }
                }
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.reason !== undefined) {
                  const _errs10 = errors;
                  if (typeof data.reason !== 'string') {
                    validate46.errors = [
                      {
                        instancePath: instancePath + '/reason',
                        schemaPath: '#/properties/reason/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
              }
            }
          }
        }
      }
    } else {
      validate46.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate46.errors = vErrors;
  return errors === 0;
}

const schema20 = {
  type: 'object',
  required: ['pod', 'budgets'],
  properties: {
    pod: { type: 'string' },
    budgets: { type: 'array', items: { type: 'string' } },
    reason: { type: 'string', default: '' },
  },
};

function validate48(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.reason === undefined) {
        data.reason = '';
      }
      let missing0;
      if (
        (data.pod === undefined && (missing0 = 'pod')) ||
        (data.budgets === undefined && (missing0 = 'budgets'))
      ) {
        validate48.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.pod !== undefined) {
          const _errs1 = errors;
          if (typeof data.pod !== 'string') {
            validate48.errors = [
              {
                instancePath: instancePath + '/pod',
                schemaPath: '#/properties/pod/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.budgets !== undefined) {
            let data1 = data.budgets;
            const _errs3 = errors;
            if (errors === _errs3) {
              if (Array.isArray(data1)) {
                var valid1 = true;
                const len0 = data1.length;
                for (let i0 = 0; i0 < len0; i0++) {
                  const _errs5 = errors;
                  if (typeof data1[i0] !== 'string') {
                    validate48.errors = [
                      {
                        instancePath: instancePath + '/budgets/' + i0,
                        schemaPath: '#/properties/budgets/items/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                  var valid1 = _errs5 === errors;
                  if (!valid1) {
                    break;
                  }
                }
              } else {
                validate48.errors = [
                  {
                    instancePath: instancePath + '/budgets',
                    schemaPath: '#/properties/budgets/type',
                    keyword: 'type',
                    params: { type: 'array' },
                    message: 'must be array',
                  },
                ];
                return false;
              }
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            const _errs7 = errors;
            if (typeof data.reason !== 'string') {
              validate48.errors = [
                {
                  instancePath: instancePath + '/reason',
                  schemaPath: '#/properties/reason/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            var valid0 = _errs7 === errors;
          }
        }
      }
    } else {
      validate48.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate48.errors = vErrors;
  return errors === 0;
}

const schema21 = {
  type: 'object',
  required: ['namespace', 'deployment', 'from', 'to', 'raised', 'startedAt'],
  properties: {
    namespace: { type: 'string' },
    deployment: { type: 'string' },
    from: { type: 'integer' },
    to: { type: 'integer' },
    raised: { type: 'boolean' },
    startedAt: { type: ['string', 'null'] },
  },
};

function validate50(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.namespace === undefined && (missing0 = 'namespace')) ||
        (data.deployment === undefined && (missing0 = 'deployment')) ||
        (data.from === undefined && (missing0 = 'from')) ||
        (data.to === undefined && (missing0 = 'to')) ||
        (data.raised === undefined && (missing0 = 'raised')) ||
        (data.startedAt === undefined && (missing0 = 'startedAt'))
      ) {
        validate50.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.namespace !== undefined) {
          const _errs1 = errors;
          if (typeof data.namespace !== 'string') {
            validate50.errors = [
              {
                instancePath: instancePath + '/namespace',
                schemaPath: '#/properties/namespace/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.deployment !== undefined) {
            const _errs3 = errors;
            if (typeof data.deployment !== 'string') {
              validate50.errors = [
                {
                  instancePath: instancePath + '/deployment',
                  schemaPath: '#/properties/deployment/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.from !== undefined) {
              let data2 = data.from;
              const _errs5 = errors;
              if (!(typeof data2 == 'number' && !(data2 % 1) && !isNaN(data2) && isFinite(data2))) {
                validate50.errors = [
                  {
                    instancePath: instancePath + '/from',
                    schemaPath: '#/properties/from/type',
                    keyword: 'type',
                    params: { type: 'integer' },
                    message: 'must be integer',
                  },
                ];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.to !== undefined) {
                let data3 = data.to;
                const _errs7 = errors;
                if (!(typeof data3 == 'number' && !(data3 % 1) && !isNaN(data3) && isFinite(data3))) {
                  validate50.errors = [
                    {
                      instancePath: instancePath + '/to',
                      schemaPath: '#/properties/to/type',
                      keyword: 'type',
                      params: { type: 'integer' },
                      message: 'must be integer',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.raised !== undefined) {
                  const _errs9 = errors;
                  if (typeof data.raised !== 'boolean') {
                    validate50.errors = [
                      {
                        instancePath: instancePath + '/raised',
                        schemaPath: '#/properties/raised/type',
                        keyword: 'type',
                        params: { type: 'boolean' },
                        message: 'must be boolean',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs9 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.startedAt !== undefined) {
                    let data5 = data.startedAt;
                    const _errs11 = errors;
                    if (typeof data5 !== 'string' && data5 !== null) {
                      validate50.errors = [
                        {
                          instancePath: instancePath + '/startedAt',
                          schemaPath: '#/properties/startedAt/type',
                          keyword: 'type',
                          params: { type: schema21.properties.startedAt.type },
                          message: 'must be string,null',
                        },
                      ];
                      return false;
                    }
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate50.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate50.errors = vErrors;
  return errors === 0;
}

const schema22 = {
  type: 'object',
  required: ['startsAt', 'endsAt', 'missesDeadline', 'basis'],
  properties: {
    startsAt: { type: ['string', 'null'] },
    endsAt: { type: ['string', 'null'] },
    missesDeadline: { type: 'boolean' },
    basis: { type: 'string' },
  },
};

function validate52(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.startsAt === undefined && (missing0 = 'startsAt')) ||
        (data.endsAt === undefined && (missing0 = 'endsAt')) ||
        (data.missesDeadline === undefined && (missing0 = 'missesDeadline')) ||
        (data.basis === undefined && (missing0 = 'basis'))
      ) {
        validate52.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.startsAt !== undefined) {
          let data0 = data.startsAt;
          const _errs1 = errors;
          if (typeof data0 !== 'string' && data0 !== null) {
            validate52.errors = [
              {
                instancePath: instancePath + '/startsAt',
                schemaPath: '#/properties/startsAt/type',
                keyword: 'type',
                params: { type: schema22.properties.startsAt.type },
                message: 'must be string,null',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.endsAt !== undefined) {
            let data1 = data.endsAt;
            const _errs3 = errors;
            if (typeof data1 !== 'string' && data1 !== null) {
              validate52.errors = [
                {
                  instancePath: instancePath + '/endsAt',
                  schemaPath: '#/properties/endsAt/type',
                  keyword: 'type',
                  params: { type: schema22.properties.endsAt.type },
                  message: 'must be string,null',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.missesDeadline !== undefined) {
              const _errs5 = errors;
              if (typeof data.missesDeadline !== 'boolean') {
                validate52.errors = [
                  {
                    instancePath: instancePath + '/missesDeadline',
                    schemaPath: '#/properties/missesDeadline/type',
                    keyword: 'type',
                    params: { type: 'boolean' },
                    message: 'must be boolean',
                  },
                ];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.basis !== undefined) {
                const _errs7 = errors;
                if (typeof data.basis !== 'string') {
                  validate52.errors = [
                    {
                      instancePath: instancePath + '/basis',
                      schemaPath: '#/properties/basis/type',
                      keyword: 'type',
                      params: { type: 'string' },
                      message: 'must be string',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate52.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate52.errors = vErrors;
  return errors === 0;
}

function validate40(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.note === undefined) {
        data.note = '';
      }
      if (data.started === undefined) {
        data.started = false;
      }
      if (data.source === undefined) {
        data.source = null;
      }
      if (data.undrained === undefined) {
        data.undrained = false;
      }
      if (data.overdue === undefined) {
        data.overdue = false;
      }
      if (data.attemptStartedAt === undefined) {
        data.attemptStartedAt = null;
      }
      if (data.heldBy === undefined) {
        data.heldBy = null;
      }
      if (data.surges === undefined) {
        data.surges = [];
      }
      if (data.volumes === undefined) {
        data.volumes = [];
      }
      if (data.forecast === undefined) {
        data.forecast = null;
      }
      let missing0;
      if (
        (data.node === undefined && (missing0 = 'node')) ||
        (data.state === undefined && (missing0 = 'state')) ||
        (data.why === undefined && (missing0 = 'why')) ||
        (data.reason === undefined && (missing0 = 'reason')) ||
        (data.events === undefined && (missing0 = 'events')) ||
        (data.deadline === undefined && (missing0 = 'deadline')) ||
        (data.startedAt === undefined && (missing0 = 'startedAt')) ||
        (data.attempts === undefined && (missing0 = 'attempts')) ||
        (data.position === undefined && (missing0 = 'position')) ||
        (data.cordoned === undefined && (missing0 = 'cordoned')) ||
        (data.podsTotal === undefined && (missing0 = 'podsTotal')) ||
        (data.podsLeft === undefined && (missing0 = 'podsLeft')) ||
        (data.blockedBy === undefined && (missing0 = 'blockedBy'))
      ) {
        validate40.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.node !== undefined) {
          const _errs1 = errors;
          if (typeof data.node !== 'string') {
            validate40.errors = [
              {
                instancePath: instancePath + '/node',
                schemaPath: '#/properties/node/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.state !== undefined) {
            const _errs3 = errors;
            if (
              !validate37(data.state, {
                instancePath: instancePath + '/state',
                parentData: data,
                parentDataProperty: 'state',
                rootData,
              })
            ) {
              vErrors = vErrors === null ? validate37.errors : vErrors.concat(validate37.errors);
              errors = vErrors.length;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.why !== undefined) {
              const _errs4 = errors;
              if (typeof data.why !== 'string') {
                validate40.errors = [
                  {
                    instancePath: instancePath + '/why',
                    schemaPath: '#/properties/why/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  },
                ];
                return false;
              }
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              const _errs6 = errors;
              if (typeof data.note !== 'string') {
                validate40.errors = [
                  {
                    instancePath: instancePath + '/note',
                    schemaPath: '#/properties/note/type',
                    keyword: 'type',
                    params: { type: 'string' },
                    message: 'must be string',
                  },
                ];
                return false;
              }
              var valid0 = _errs6 === errors;
              if (valid0) {
                if (data.reason !== undefined) {
                  let data4 = data.reason;
                  const _errs8 = errors;
                  if (typeof data4 !== 'string' && data4 !== null) {
                    validate40.errors = [
                      {
                        instancePath: instancePath + '/reason',
                        schemaPath: '#/properties/reason/type',
                        keyword: 'type',
                        params: { type: schema16.properties.reason.type },
                        message: 'must be string,null',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs8 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  const _errs10 = errors;
                  if (typeof data.started !== 'boolean') {
                    validate40.errors = [
                      {
                        instancePath: instancePath + '/started',
                        schemaPath: '#/properties/started/type',
                        keyword: 'type',
                        params: { type: 'boolean' },
                        message: 'must be boolean',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs10 === errors;
                  if (valid0) {
                    if (data.events !== undefined) {
                      let data6 = data.events;
                      const _errs12 = errors;
                      if (errors === _errs12) {
                        if (Array.isArray(data6)) {
                          var valid1 = true;
                          const len0 = data6.length;
                          for (let i0 = 0; i0 < len0; i0++) {
                            const _errs14 = errors;
                            if (
                              !validate42(data6[i0], {
                                instancePath: instancePath + '/events/' + i0,
                                parentData: data6,
                                parentDataProperty: i0,
                                rootData,
                              })
                            ) {
                              vErrors =
                                vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
                              errors = vErrors.length;
                            }
                            var valid1 = _errs14 === errors;
                            if (!valid1) {
                              break;
                            }
                          }
                        } else {
                          validate40.errors = [
                            {
                              instancePath: instancePath + '/events',
                              schemaPath: '#/properties/events/type',
                              keyword: 'type',
                              params: { type: 'array' },
                              message: 'must be array',
                            },
                          ];
                          return false;
                        }
                      }
                      var valid0 = _errs12 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      let data8 = data.source;
                      const _errs15 = errors;
                      const _errs16 = errors;
                      let valid2 = false;
                      const _errs17 = errors;
                      if (
                        !validate44(data8, {
                          instancePath: instancePath + '/source',
                          parentData: data,
                          parentDataProperty: 'source',
                          rootData,
                        })
                      ) {
                        vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
                        errors = vErrors.length;
                      }
                      var _valid0 = _errs17 === errors;
                      valid2 = valid2 || _valid0;
                      if (!valid2) {
                        const _errs18 = errors;
                        if (data8 !== null) {
                          const err0 = {
                            instancePath: instancePath + '/source',
                            schemaPath: '#/properties/source/anyOf/1/type',
                            keyword: 'type',
                            params: { type: 'null' },
                            message: 'must be null',
                          };
                          if (vErrors === null) {
                            vErrors = [err0];
                          } else {
                            vErrors.push(err0);
                          }
                          errors++;
                        }
                        var _valid0 = _errs18 === errors;
                        valid2 = valid2 || _valid0;
                      }
                      if (!valid2) {
                        const err1 = {
                          instancePath: instancePath + '/source',
                          schemaPath: '#/properties/source/anyOf',
                          keyword: 'anyOf',
                          params: {},
                          message: 'must match a schema in anyOf',
                        };
                        if (vErrors === null) {
                          vErrors = [err1];
                        } else {
                          vErrors.push(err1);
                        }
                        errors++;
                        validate40.errors = vErrors;
                        return false;
                      } else {
                        errors = _errs16;
                        if (vErrors !== null) {
                          if (_errs16) {
                            vErrors.length = _errs16;
                          } else {
                            vErrors = null;
                          }
                        }
                      }
                      var valid0 = _errs15 === errors;
                      if (valid0) {
                        if (data.deadline !== undefined) {
                          let data9 = data.deadline;
                          const _errs20 = errors;
                          if (typeof data9 !== 'string' && data9 !== null) {
                            validate40.errors = [
                              {
                                instancePath: instancePath + '/deadline',
                                schemaPath: '#/properties/deadline/type',
                                keyword: 'type',
                                params: { type: schema16.properties.deadline.type },
                                message: 'must be string,null',
                              },
                            ];
                            return false;
                          }
                          var valid0 = _errs20 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          const _errs22 = errors;
                          if (typeof data.undrained !== 'boolean') {
                            validate40.errors = [
                              {
                                instancePath: instancePath + '/undrained',
                                schemaPath: '#/properties/undrained/type',
                                keyword: 'type',
                                params: { type: 'boolean' },
                                message: 'must be boolean',
                              },
                            ];
                            return false;
                          }
                          var valid0 = _errs22 === errors;
                          if (valid0) {
                            const _errs24 = errors;
                            if (typeof data.overdue !== 'boolean') {
                              validate40.errors = [
                                {
                                  instancePath: instancePath + '/overdue',
                                  schemaPath: '#/properties/overdue/type',
                                  keyword: 'type',
                                  params: { type: 'boolean' },
                                  message: 'must be boolean',
                                },
                              ];
                              return false;
                            }
                            var valid0 = _errs24 === errors;
                            if (valid0) {
                              if (data.startedAt !== undefined) {
                                let data12 = data.startedAt;
                                const _errs26 = errors;
                                if (typeof data12 !== 'string' && data12 !== null) {
                                  validate40.errors = [
                                    {
                                      instancePath: instancePath + '/startedAt',
                                      schemaPath: '#/properties/startedAt/type',
                                      keyword: 'type',
                                      params: { type: schema16.properties.startedAt.type },
                                      message: 'must be string,null',
                                    },
                                  ];
                                  return false;
                                }
                                var valid0 = _errs26 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                let data13 = data.attemptStartedAt;
                                const _errs28 = errors;
                                if (typeof data13 !== 'string' && data13 !== null) {
                                  validate40.errors = [
                                    {
                                      instancePath: instancePath + '/attemptStartedAt',
                                      schemaPath: '#/properties/attemptStartedAt/type',
                                      keyword: 'type',
                                      params: { type: schema16.properties.attemptStartedAt.type },
                                      message: 'must be string,null',
                                    },
                                  ];
                                  return false;
                                }
                                var valid0 = _errs28 === errors;
                                if (valid0) {
                                  if (data.attempts !== undefined) {
                                    let data14 = data.attempts;
                                    const _errs30 = errors;
                                    if (!(
                                      typeof data14 == 'number' &&
                                      !(data14 % 1) &&
                                      !isNaN(data14) &&
                                      isFinite(data14)
                                    )) {
                                      validate40.errors = [
                                        {
                                          instancePath: instancePath + '/attempts',
                                          schemaPath: '#/properties/attempts/type',
                                          keyword: 'type',
                                          params: { type: 'integer' },
                                          message: 'must be integer',
                                        },
                                      ];
                                      return false;
                                    }
                                    var valid0 = _errs30 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                  if (valid0) {
                                    if (data.position !== undefined) {
                                      let data15 = data.position;
                                      const _errs32 = errors;
                                      if (
                                        !(
                                          typeof data15 == 'number' &&
                                          !(data15 % 1) &&
                                          !isNaN(data15) &&
                                          isFinite(data15)
                                        ) &&
                                        data15 !== null
                                      ) {
                                        validate40.errors = [
                                          {
                                            instancePath: instancePath + '/position',
                                            schemaPath: '#/properties/position/type',
                                            keyword: 'type',
                                            params: { type: schema16.properties.position.type },
                                            message: 'must be integer,null',
                                          },
                                        ];
                                        return false;
                                      }
                                      var valid0 = _errs32 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                    if (valid0) {
                                      let data16 = data.heldBy;
                                      const _errs34 = errors;
                                      if (typeof data16 !== 'string' && data16 !== null) {
                                        validate40.errors = [
                                          {
                                            instancePath: instancePath + '/heldBy',
                                            schemaPath: '#/properties/heldBy/type',
                                            keyword: 'type',
                                            params: { type: schema16.properties.heldBy.type },
                                            message: 'must be string,null',
                                          },
                                        ];
                                        return false;
                                      }
                                      var valid0 = _errs34 === errors;
                                      if (valid0) {
                                        if (data.cordoned !== undefined) {
                                          const _errs36 = errors;
                                          if (typeof data.cordoned !== 'boolean') {
                                            validate40.errors = [
                                              {
                                                instancePath: instancePath + '/cordoned',
                                                schemaPath: '#/properties/cordoned/type',
                                                keyword: 'type',
                                                params: { type: 'boolean' },
                                                message: 'must be boolean',
                                              },
                                            ];
                                            return false;
                                          }
                                          var valid0 = _errs36 === errors;
                                        } else {
                                          var valid0 = true;
                                        }
                                        if (valid0) {
                                          if (data.podsTotal !== undefined) {
                                            let data18 = data.podsTotal;
                                            const _errs38 = errors;
                                            if (
                                              !(
                                                typeof data18 == 'number' &&
                                                !(data18 % 1) &&
                                                !isNaN(data18) &&
                                                isFinite(data18)
                                              ) &&
                                              data18 !== null
                                            ) {
                                              validate40.errors = [
                                                {
                                                  instancePath: instancePath + '/podsTotal',
                                                  schemaPath: '#/properties/podsTotal/type',
                                                  keyword: 'type',
                                                  params: { type: schema16.properties.podsTotal.type },
                                                  message: 'must be integer,null',
                                                },
                                              ];
                                              return false;
                                            }
                                            var valid0 = _errs38 === errors;
                                          } else {
                                            var valid0 = true;
                                          }
                                          if (valid0) {
                                            if (data.podsLeft !== undefined) {
                                              let data19 = data.podsLeft;
                                              const _errs40 = errors;
                                              if (errors === _errs40) {
                                                if (Array.isArray(data19)) {
                                                  var valid3 = true;
                                                  const len1 = data19.length;
                                                  for (let i1 = 0; i1 < len1; i1++) {
                                                    const _errs42 = errors;
                                                    if (
                                                      !validate46(data19[i1], {
                                                        instancePath: instancePath + '/podsLeft/' + i1,
                                                        parentData: data19,
                                                        parentDataProperty: i1,
                                                        rootData,
                                                      })
                                                    ) {
                                                      vErrors =
                                                        vErrors === null
                                                          ? validate46.errors
                                                          : vErrors.concat(validate46.errors);
                                                      errors = vErrors.length;
                                                    }
                                                    var valid3 = _errs42 === errors;
                                                    if (!valid3) {
                                                      break;
                                                    }
                                                  }
                                                } else {
                                                  validate40.errors = [
                                                    {
                                                      instancePath: instancePath + '/podsLeft',
                                                      schemaPath: '#/properties/podsLeft/type',
                                                      keyword: 'type',
                                                      params: { type: 'array' },
                                                      message: 'must be array',
                                                    },
                                                  ];
                                                  return false;
                                                }
                                              }
                                              var valid0 = _errs40 === errors;
                                            } else {
                                              var valid0 = true;
                                            }
                                            if (valid0) {
                                              if (data.blockedBy !== undefined) {
                                                let data21 = data.blockedBy;
                                                const _errs43 = errors;
                                                if (errors === _errs43) {
                                                  if (Array.isArray(data21)) {
                                                    var valid4 = true;
                                                    const len2 = data21.length;
                                                    for (let i2 = 0; i2 < len2; i2++) {
                                                      const _errs45 = errors;
                                                      if (
                                                        !validate48(data21[i2], {
                                                          instancePath: instancePath + '/blockedBy/' + i2,
                                                          parentData: data21,
                                                          parentDataProperty: i2,
                                                          rootData,
                                                        })
                                                      ) {
                                                        vErrors =
                                                          vErrors === null
                                                            ? validate48.errors
                                                            : vErrors.concat(validate48.errors);
                                                        errors = vErrors.length;
                                                      }
                                                      var valid4 = _errs45 === errors;
                                                      if (!valid4) {
                                                        break;
                                                      }
                                                    }
                                                  } else {
                                                    validate40.errors = [
                                                      {
                                                        instancePath: instancePath + '/blockedBy',
                                                        schemaPath: '#/properties/blockedBy/type',
                                                        keyword: 'type',
                                                        params: { type: 'array' },
                                                        message: 'must be array',
                                                      },
                                                    ];
                                                    return false;
                                                  }
                                                }
                                                var valid0 = _errs43 === errors;
                                              } else {
                                                var valid0 = true;
                                              }
                                              if (valid0) {
                                                let data23 = data.surges;
                                                const _errs46 = errors;
                                                if (errors === _errs46) {
                                                  if (Array.isArray(data23)) {
                                                    var valid5 = true;
                                                    const len3 = data23.length;
                                                    for (let i3 = 0; i3 < len3; i3++) {
                                                      const _errs48 = errors;
                                                      if (
                                                        !validate50(data23[i3], {
                                                          instancePath: instancePath + '/surges/' + i3,
                                                          parentData: data23,
                                                          parentDataProperty: i3,
                                                          rootData,
                                                        })
                                                      ) {
                                                        vErrors =
                                                          vErrors === null
                                                            ? validate50.errors
                                                            : vErrors.concat(validate50.errors);
                                                        errors = vErrors.length;
                                                      }
                                                      var valid5 = _errs48 === errors;
                                                      if (!valid5) {
                                                        break;
                                                      }
                                                    }
                                                  } else {
                                                    validate40.errors = [
                                                      {
                                                        instancePath: instancePath + '/surges',
                                                        schemaPath: '#/properties/surges/type',
                                                        keyword: 'type',
                                                        params: { type: 'array' },
                                                        message: 'must be array',
                                                      },
                                                    ];
                                                    return false;
                                                  }
                                                }
                                                var valid0 = _errs46 === errors;
                                                if (valid0) {
                                                  let data25 = data.volumes;
                                                  const _errs49 = errors;
                                                  if (errors === _errs49) {
                                                    if (Array.isArray(data25)) {
                                                      var valid6 = true;
                                                      const len4 = data25.length;
                                                      for (let i4 = 0; i4 < len4; i4++) {
                                                        const _errs51 = errors;
                                                        if (typeof data25[i4] !== 'string') {
                                                          validate40.errors = [
                                                            {
                                                              instancePath: instancePath + '/volumes/' + i4,
                                                              schemaPath: '#/properties/volumes/items/type',
                                                              keyword: 'type',
                                                              params: { type: 'string' },
                                                              message: 'must be string',
                                                            },
                                                          ];
                                                          return false;
                                                        }
                                                        var valid6 = _errs51 === errors;
                                                        if (!valid6) {
                                                          break;
                                                        }
                                                      }
                                                    } else {
                                                      validate40.errors = [
                                                        {
                                                          instancePath: instancePath + '/volumes',
                                                          schemaPath: '#/properties/volumes/type',
                                                          keyword: 'type',
                                                          params: { type: 'array' },
                                                          message: 'must be array',
                                                        },
                                                      ];
                                                      return false;
                                                    }
                                                  }
                                                  var valid0 = _errs49 === errors;
                                                  if (valid0) {
                                                    let data27 = data.forecast;
                                                    const _errs53 = errors;
                                                    const _errs54 = errors;
                                                    let valid7 = false;
                                                    const _errs55 = errors;
                                                    if (
                                                      !validate52(data27, {
                                                        instancePath: instancePath + '/forecast',
                                                        parentData: data,
                                                        parentDataProperty: 'forecast',
                                                        rootData,
                                                      })
                                                    ) {
                                                      vErrors =
                                                        vErrors === null
                                                          ? validate52.errors
                                                          : vErrors.concat(validate52.errors);
                                                      errors = vErrors.length;
                                                    }
                                                    var _valid1 = _errs55 === errors;
                                                    valid7 = valid7 || _valid1;
                                                    if (!valid7) {
                                                      const _errs56 = errors;
                                                      if (data27 !== null) {
                                                        const err2 = {
                                                          instancePath: instancePath + '/forecast',
                                                          schemaPath: '#/properties/forecast/anyOf/1/type',
                                                          keyword: 'type',
                                                          params: { type: 'null' },
                                                          message: 'must be null',
                                                        };
                                                        if (vErrors === null) {
                                                          vErrors = [err2];
                                                        } else {
                                                          vErrors.push(err2);
                                                        }
                                                        errors++;
                                                      }
                                                      var _valid1 = _errs56 === errors;
                                                      valid7 = valid7 || _valid1;
                                                    }
                                                    if (!valid7) {
                                                      const err3 = {
                                                        instancePath: instancePath + '/forecast',
                                                        schemaPath: '#/properties/forecast/anyOf',
                                                        keyword: 'anyOf',
                                                        params: {},
                                                        message: 'must match a schema in anyOf',
                                                      };
                                                      if (vErrors === null) {
                                                        vErrors = [err3];
                                                      } else {
                                                        vErrors.push(err3);
                                                      }
                                                      errors++;
                                                      validate40.errors = vErrors;
                                                      return false;
                                                    } else {
                                                      errors = _errs54;
                                                      if (vErrors !== null) {
                                                        if (_errs54) {
                                                          vErrors.length = _errs54;
                                                        } else {
                                                          vErrors = null;
                                                        }
                                                      }
                                                    }
                                                    var valid0 = _errs53 === errors;
                                                  }
                                                }
                                              }
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate40.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate40.errors = vErrors;
  return errors === 0;
}

const schema23 = {
  type: 'object',
  required: ['pool', 'zone', 'nodes', 'states'],
  properties: {
    pool: { type: 'string' },
    zone: { type: 'string' },
    nodes: { type: 'array', items: { type: 'string' } },
    states: { type: 'object', additionalProperties: { type: 'integer' } },
  },
};

function validate55(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.pool === undefined && (missing0 = 'pool')) ||
        (data.zone === undefined && (missing0 = 'zone')) ||
        (data.nodes === undefined && (missing0 = 'nodes')) ||
        (data.states === undefined && (missing0 = 'states'))
      ) {
        validate55.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.pool !== undefined) {
          const _errs1 = errors;
          if (typeof data.pool !== 'string') {
            validate55.errors = [
              {
                instancePath: instancePath + '/pool',
                schemaPath: '#/properties/pool/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.zone !== undefined) {
            const _errs3 = errors;
            if (typeof data.zone !== 'string') {
              validate55.errors = [
                {
                  instancePath: instancePath + '/zone',
                  schemaPath: '#/properties/zone/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.nodes !== undefined) {
              let data2 = data.nodes;
              const _errs5 = errors;
              if (errors === _errs5) {
                if (Array.isArray(data2)) {
                  var valid1 = true;
                  const len0 = data2.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    const _errs7 = errors;
                    if (typeof data2[i0] !== 'string') {
                      validate55.errors = [
                        {
                          instancePath: instancePath + '/nodes/' + i0,
                          schemaPath: '#/properties/nodes/items/type',
                          keyword: 'type',
                          params: { type: 'string' },
                          message: 'must be string',
                        },
                      ];
                      return false;
                    }
                    var valid1 = _errs7 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                } else {
                  validate55.errors = [
                    {
                      instancePath: instancePath + '/nodes',
                      schemaPath: '#/properties/nodes/type',
                      keyword: 'type',
                      params: { type: 'array' },
                      message: 'must be array',
                    },
                  ];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.states !== undefined) {
                let data4 = data.states;
                const _errs9 = errors;
                if (errors === _errs9) {
                  if (data4 && typeof data4 == 'object' && !Array.isArray(data4)) {
                    for (const key0 in data4) {
                      let data5 = data4[key0];
                      const _errs12 = errors;
                      if (!(typeof data5 == 'number' && !(data5 % 1) && !isNaN(data5) && isFinite(data5))) {
                        validate55.errors = [
                          {
                            instancePath:
                              instancePath + '/states/' + key0.replace(/~/g, '~0').replace(/\//g, '~1'),
                            schemaPath: '#/properties/states/additionalProperties/type',
                            keyword: 'type',
                            params: { type: 'integer' },
                            message: 'must be integer',
                          },
                        ];
                        return false;
                      }
                      var valid2 = _errs12 === errors;
                      if (!valid2) {
                        break;
                      }
                    }
                  } else {
                    validate55.errors = [
                      {
                        instancePath: instancePath + '/states',
                        schemaPath: '#/properties/states/type',
                        keyword: 'type',
                        params: { type: 'object' },
                        message: 'must be object',
                      },
                    ];
                    return false;
                  }
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
            }
          }
        }
      }
    } else {
      validate55.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate55.errors = vErrors;
  return errors === 0;
}

const schema24 = {
  type: 'object',
  required: ['node', 'reason', 'outcome', 'startedAt', 'endedAt', 'durationSeconds', 'attempts', 'message'],
  properties: {
    node: { type: 'string' },
    reason: { type: 'string' },
    events: { type: 'array', items: { type: 'string' } },
    outcome: { enum: ['succeeded', 'failed', 'cancelled', 'paused'] },
    startedAt: { type: 'string' },
    endedAt: { type: 'string' },
    durationSeconds: { type: 'number', minimum: 0 },
    attempts: { type: 'integer', minimum: 0 },
    pods: { type: 'integer', minimum: 0 },
    graceSeconds: { type: 'number', minimum: 0 },
    surges: { type: 'integer', minimum: 0 },
    blockedBy: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pod'],
        properties: { pod: { type: 'string' }, budgets: { type: 'array', items: { type: 'string' } } },
      },
    },
    message: { type: 'string' },
  },
};

function validate57(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.node === undefined && (missing0 = 'node')) ||
        (data.reason === undefined && (missing0 = 'reason')) ||
        (data.outcome === undefined && (missing0 = 'outcome')) ||
        (data.startedAt === undefined && (missing0 = 'startedAt')) ||
        (data.endedAt === undefined && (missing0 = 'endedAt')) ||
        (data.durationSeconds === undefined && (missing0 = 'durationSeconds')) ||
        (data.attempts === undefined && (missing0 = 'attempts')) ||
        (data.message === undefined && (missing0 = 'message'))
      ) {
        validate57.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.node !== undefined) {
          const _errs1 = errors;
          if (typeof data.node !== 'string') {
            validate57.errors = [
              {
                instancePath: instancePath + '/node',
                schemaPath: '#/properties/node/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.reason !== undefined) {
            const _errs3 = errors;
            if (typeof data.reason !== 'string') {
              validate57.errors = [
                {
                  instancePath: instancePath + '/reason',
                  schemaPath: '#/properties/reason/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.events !== undefined) {
              let data2 = data.events;
              const _errs5 = errors;
              if (errors === _errs5) {
                if (Array.isArray(data2)) {
                  var valid1 = true;
                  const len0 = data2.length;
                  for (let i0 = 0; i0 < len0; i0++) {
                    const _errs7 = errors;
                    if (typeof data2[i0] !== 'string') {
                      validate57.errors = [
                        {
                          instancePath: instancePath + '/events/' + i0,
                          schemaPath: '#/properties/events/items/type',
                          keyword: 'type',
                          params: { type: 'string' },
                          message: 'must be string',
                        },
                      ];
                      return false;
                    }
                    var valid1 = _errs7 === errors;
                    if (!valid1) {
                      break;
                    }
                  }
                } else {
                  validate57.errors = [
                    {
                      instancePath: instancePath + '/events',
                      schemaPath: '#/properties/events/type',
                      keyword: 'type',
                      params: { type: 'array' },
                      message: 'must be array',
                    },
                  ];
                  return false;
                }
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.outcome !== undefined) {
                let data4 = data.outcome;
                const _errs9 = errors;
                if (!(
                  data4 === 'succeeded' ||
                  data4 === 'failed' ||
                  data4 === 'cancelled' ||
                  data4 === 'paused'
                )) {
                  validate57.errors = [
                    {
                      instancePath: instancePath + '/outcome',
                      schemaPath: '#/properties/outcome/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema24.properties.outcome.enum },
                      message: 'must be equal to one of the allowed values',
                    },
                  ];
                  return false;
                }
                var valid0 = _errs9 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.startedAt !== undefined) {
                  const _errs10 = errors;
                  if (typeof data.startedAt !== 'string') {
                    validate57.errors = [
                      {
                        instancePath: instancePath + '/startedAt',
                        schemaPath: '#/properties/startedAt/type',
                        keyword: 'type',
                        params: { type: 'string' },
                        message: 'must be string',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.endedAt !== undefined) {
                    const _errs12 = errors;
                    if (typeof data.endedAt !== 'string') {
                      validate57.errors = [
                        {
                          instancePath: instancePath + '/endedAt',
                          schemaPath: '#/properties/endedAt/type',
                          keyword: 'type',
                          params: { type: 'string' },
                          message: 'must be string',
                        },
                      ];
                      return false;
                    }
                    var valid0 = _errs12 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.durationSeconds !== undefined) {
                      let data7 = data.durationSeconds;
                      const _errs14 = errors;
                      if (errors === _errs14) {
                        if (typeof data7 == 'number' && isFinite(data7)) {
                          if (data7 < 0 || isNaN(data7)) {
                            validate57.errors = [
                              {
                                instancePath: instancePath + '/durationSeconds',
                                schemaPath: '#/properties/durationSeconds/minimum',
                                keyword: 'minimum',
                                params: { comparison: '>=', limit: 0 },
                                message: 'must be >= 0',
                              },
                            ];
                            return false;
                          }
                        } else {
                          validate57.errors = [
                            {
                              instancePath: instancePath + '/durationSeconds',
                              schemaPath: '#/properties/durationSeconds/type',
                              keyword: 'type',
                              params: { type: 'number' },
                              message: 'must be number',
                            },
                          ];
                          return false;
                        }
                      }
                      var valid0 = _errs14 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.attempts !== undefined) {
                        let data8 = data.attempts;
                        const _errs16 = errors;
                        if (!(typeof data8 == 'number' && !(data8 % 1) && !isNaN(data8) && isFinite(data8))) {
                          validate57.errors = [
                            {
                              instancePath: instancePath + '/attempts',
                              schemaPath: '#/properties/attempts/type',
                              keyword: 'type',
                              params: { type: 'integer' },
                              message: 'must be integer',
                            },
                          ];
                          return false;
                        }
                        if (errors === _errs16) {
                          if (typeof data8 == 'number' && isFinite(data8)) {
                            if (data8 < 0 || isNaN(data8)) {
                              validate57.errors = [
                                {
                                  instancePath: instancePath + '/attempts',
                                  schemaPath: '#/properties/attempts/minimum',
                                  keyword: 'minimum',
                                  params: { comparison: '>=', limit: 0 },
                                  message: 'must be >= 0',
                                },
                              ];
                              return false;
                            }
                          }
                        }
                        var valid0 = _errs16 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.pods !== undefined) {
                          let data9 = data.pods;
                          const _errs18 = errors;
                          if (!(
                            typeof data9 == 'number' &&
                            !(data9 % 1) &&
                            !isNaN(data9) &&
                            isFinite(data9)
                          )) {
                            validate57.errors = [
                              {
                                instancePath: instancePath + '/pods',
                                schemaPath: '#/properties/pods/type',
                                keyword: 'type',
                                params: { type: 'integer' },
                                message: 'must be integer',
                              },
                            ];
                            return false;
                          }
                          if (errors === _errs18) {
                            if (typeof data9 == 'number' && isFinite(data9)) {
                              if (data9 < 0 || isNaN(data9)) {
                                validate57.errors = [
                                  {
                                    instancePath: instancePath + '/pods',
                                    schemaPath: '#/properties/pods/minimum',
                                    keyword: 'minimum',
                                    params: { comparison: '>=', limit: 0 },
                                    message: 'must be >= 0',
                                  },
                                ];
                                return false;
                              }
                            }
                          }
                          var valid0 = _errs18 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.graceSeconds !== undefined) {
                            let data10 = data.graceSeconds;
                            const _errs20 = errors;
                            if (errors === _errs20) {
                              if (typeof data10 == 'number' && isFinite(data10)) {
                                if (data10 < 0 || isNaN(data10)) {
                                  validate57.errors = [
                                    {
                                      instancePath: instancePath + '/graceSeconds',
                                      schemaPath: '#/properties/graceSeconds/minimum',
                                      keyword: 'minimum',
                                      params: { comparison: '>=', limit: 0 },
                                      message: 'must be >= 0',
                                    },
                                  ];
                                  return false;
                                }
                              } else {
                                validate57.errors = [
                                  {
                                    instancePath: instancePath + '/graceSeconds',
                                    schemaPath: '#/properties/graceSeconds/type',
                                    keyword: 'type',
                                    params: { type: 'number' },
                                    message: 'must be number',
                                  },
                                ];
                                return false;
                              }
                            }
                            var valid0 = _errs20 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.surges !== undefined) {
                              let data11 = data.surges;
                              const _errs22 = errors;
                              if (!(
                                typeof data11 == 'number' &&
                                !(data11 % 1) &&
                                !isNaN(data11) &&
                                isFinite(data11)
                              )) {
                                validate57.errors = [
                                  {
                                    instancePath: instancePath + '/surges',
                                    schemaPath: '#/properties/surges/type',
                                    keyword: 'type',
                                    params: { type: 'integer' },
                                    message: 'must be integer',
                                  },
                                ];
                                return false;
                              }
                              if (errors === _errs22) {
                                if (typeof data11 == 'number' && isFinite(data11)) {
                                  if (data11 < 0 || isNaN(data11)) {
                                    validate57.errors = [
                                      {
                                        instancePath: instancePath + '/surges',
                                        schemaPath: '#/properties/surges/minimum',
                                        keyword: 'minimum',
                                        params: { comparison: '>=', limit: 0 },
                                        message: 'must be >= 0',
                                      },
                                    ];
                                    return false;
                                  }
                                }
                              }
                              var valid0 = _errs22 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.blockedBy !== undefined) {
                                let data12 = data.blockedBy;
                                const _errs24 = errors;
                                if (errors === _errs24) {
                                  if (Array.isArray(data12)) {
                                    var valid2 = true;
                                    const len1 = data12.length;
                                    for (let i1 = 0; i1 < len1; i1++) {
                                      let data13 = data12[i1];
                                      const _errs26 = errors;
                                      if (errors === _errs26) {
                                        if (data13 && typeof data13 == 'object' && !Array.isArray(data13)) {
                                          let missing1;
                                          if (data13.pod === undefined && (missing1 = 'pod')) {
                                            validate57.errors = [
                                              {
                                                instancePath: instancePath + '/blockedBy/' + i1,
                                                schemaPath: '#/properties/blockedBy/items/required',
                                                keyword: 'required',
                                                params: { missingProperty: missing1 },
                                                message: "must have required property '" + missing1 + "'",
                                              },
                                            ];
                                            return false;
                                          } else {
                                            if (data13.pod !== undefined) {
                                              const _errs28 = errors;
                                              if (typeof data13.pod !== 'string') {
                                                validate57.errors = [
                                                  {
                                                    instancePath: instancePath + '/blockedBy/' + i1 + '/pod',
                                                    schemaPath:
                                                      '#/properties/blockedBy/items/properties/pod/type',
                                                    keyword: 'type',
                                                    params: { type: 'string' },
                                                    message: 'must be string',
                                                  },
                                                ];
                                                return false;
                                              }
                                              var valid3 = _errs28 === errors;
                                            } else {
                                              var valid3 = true;
                                            }
                                            if (valid3) {
                                              if (data13.budgets !== undefined) {
                                                let data15 = data13.budgets;
                                                const _errs30 = errors;
                                                if (errors === _errs30) {
                                                  if (Array.isArray(data15)) {
                                                    var valid4 = true;
                                                    const len2 = data15.length;
                                                    for (let i2 = 0; i2 < len2; i2++) {
                                                      const _errs32 = errors;
                                                      if (typeof data15[i2] !== 'string') {
                                                        validate57.errors = [
                                                          {
                                                            instancePath:
                                                              instancePath +
                                                              '/blockedBy/' +
                                                              i1 +
                                                              '/budgets/' +
                                                              i2,
                                                            schemaPath:
                                                              '#/properties/blockedBy/items/properties/budgets/items/type',
                                                            keyword: 'type',
                                                            params: { type: 'string' },
                                                            message: 'must be string',
                                                          },
                                                        ];
                                                        return false;
                                                      }
                                                      var valid4 = _errs32 === errors;
                                                      if (!valid4) {
                                                        break;
                                                      }
                                                    }
                                                  } else {
                                                    validate57.errors = [
                                                      {
                                                        instancePath:
                                                          instancePath + '/blockedBy/' + i1 + '/budgets',
                                                        schemaPath:
                                                          '#/properties/blockedBy/items/properties/budgets/type',
                                                        keyword: 'type',
                                                        params: { type: 'array' },
                                                        message: 'must be array',
                                                      },
                                                    ];
                                                    return false;
                                                  }
                                                }
                                                var valid3 = _errs30 === errors;
                                              } else {
                                                var valid3 = true;
                                              }
                                            }
                                          }
                                        } else {
                                          validate57.errors = [
                                            {
                                              instancePath: instancePath + '/blockedBy/' + i1,
                                              schemaPath: '#/properties/blockedBy/items/type',
                                              keyword: 'type',
                                              params: { type: 'object' },
                                              message: 'must be object',
                                            },
                                          ];
                                          return false;
                                        }
                                      }
                                      var valid2 = _errs26 === errors;
                                      if (!valid2) {
                                        break;
                                      }
                                    }
                                  } else {
                                    validate57.errors = [
                                      {
                                        instancePath: instancePath + '/blockedBy',
                                        schemaPath: '#/properties/blockedBy/type',
                                        keyword: 'type',
                                        params: { type: 'array' },
                                        message: 'must be array',
                                      },
                                    ];
                                    return false;
                                  }
                                }
                                var valid0 = _errs24 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.message !== undefined) {
                                  const _errs34 = errors;
                                  if (typeof data.message !== 'string') {
                                    validate57.errors = [
                                      {
                                        instancePath: instancePath + '/message',
                                        schemaPath: '#/properties/message/type',
                                        keyword: 'type',
                                        params: { type: 'string' },
                                        message: 'must be string',
                                      },
                                    ];
                                    return false;
                                  }
                                  var valid0 = _errs34 === errors;
                                } else {
                                  var valid0 = true;
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate57.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate57.errors = vErrors;
  return errors === 0;
}

function validate21(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="status" */ let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      if (data.summary === undefined) {
        data.summary = null;
      }
      if (data.attention === undefined) {
        data.attention = [];
      }
      if (data.holds === undefined) {
        data.holds = [];
      }
      if (data.advice === undefined) {
        data.advice = null;
      }
      if (data.readiness === undefined) {
        data.readiness = [];
      }
      if (data.readinessAt === undefined) {
        data.readinessAt = null;
      }
      if (data.fleet === undefined) {
        data.fleet = [];
      }
      if (data.history === undefined) {
        data.history = [];
      }
      let missing0;
      if (
        (data.version === undefined && (missing0 = 'version')) ||
        (data.now === undefined && (missing0 = 'now')) ||
        (data.synced === undefined && (missing0 = 'synced')) ||
        (data.leader === undefined && (missing0 = 'leader')) ||
        (data.settings === undefined && (missing0 = 'settings')) ||
        (data.dryRun === undefined && (missing0 = 'dryRun')) ||
        (data.slots === undefined && (missing0 = 'slots')) ||
        (data.nodesTotal === undefined && (missing0 = 'nodesTotal')) ||
        (data.nodesProbed === undefined && (missing0 = 'nodesProbed')) ||
        (data.queue === undefined && (missing0 = 'queue')) ||
        (data.nodes === undefined && (missing0 = 'nodes'))
      ) {
        validate21.errors = [
          {
            instancePath,
            schemaPath: '#/required',
            keyword: 'required',
            params: { missingProperty: missing0 },
            message: "must have required property '" + missing0 + "'",
          },
        ];
        return false;
      } else {
        if (data.version !== undefined) {
          const _errs1 = errors;
          if (typeof data.version !== 'string') {
            validate21.errors = [
              {
                instancePath: instancePath + '/version',
                schemaPath: '#/properties/version/type',
                keyword: 'type',
                params: { type: 'string' },
                message: 'must be string',
              },
            ];
            return false;
          }
          var valid0 = _errs1 === errors;
        } else {
          var valid0 = true;
        }
        if (valid0) {
          if (data.now !== undefined) {
            const _errs3 = errors;
            if (typeof data.now !== 'string') {
              validate21.errors = [
                {
                  instancePath: instancePath + '/now',
                  schemaPath: '#/properties/now/type',
                  keyword: 'type',
                  params: { type: 'string' },
                  message: 'must be string',
                },
              ];
              return false;
            }
            var valid0 = _errs3 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.synced !== undefined) {
              const _errs5 = errors;
              if (typeof data.synced !== 'boolean') {
                validate21.errors = [
                  {
                    instancePath: instancePath + '/synced',
                    schemaPath: '#/properties/synced/type',
                    keyword: 'type',
                    params: { type: 'boolean' },
                    message: 'must be boolean',
                  },
                ];
                return false;
              }
              var valid0 = _errs5 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.leader !== undefined) {
                const _errs7 = errors;
                if (
                  !validate22(data.leader, {
                    instancePath: instancePath + '/leader',
                    parentData: data,
                    parentDataProperty: 'leader',
                    rootData,
                  })
                ) {
                  vErrors = vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
                  errors = vErrors.length;
                }
                var valid0 = _errs7 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.settings !== undefined) {
                  let data4 = data.settings;
                  const _errs8 = errors;
                  if (errors === _errs8) {
                    if (data4 && typeof data4 == 'object' && !Array.isArray(data4)) {
                      if (data4.paused === undefined) {
                        data4.paused = false;
                      }
                      let missing1;
                      if (
                        (data4.state === undefined && (missing1 = 'state')) ||
                        (data4.error === undefined && (missing1 = 'error')) ||
                        (data4.warnings === undefined && (missing1 = 'warnings')) ||
                        (data4.inForce === undefined && (missing1 = 'inForce'))
                      ) {
                        validate21.errors = [
                          {
                            instancePath: instancePath + '/settings',
                            schemaPath: '#/properties/settings/required',
                            keyword: 'required',
                            params: { missingProperty: missing1 },
                            message: "must have required property '" + missing1 + "'",
                          },
                        ];
                        return false;
                      } else {
                        if (data4.state !== undefined) {
                          let data5 = data4.state;
                          const _errs10 = errors;
                          if (!(data5 === 'ok' || data5 === 'default' || data5 === 'invalid')) {
                            validate21.errors = [
                              {
                                instancePath: instancePath + '/settings/state',
                                schemaPath: '#/properties/settings/properties/state/enum',
                                keyword: 'enum',
                                params: { allowedValues: schema6.properties.settings.properties.state.enum },
                                message: 'must be equal to one of the allowed values',
                              },
                            ];
                            return false;
                          }
                          var valid1 = _errs10 === errors;
                        } else {
                          var valid1 = true;
                        }
                        if (valid1) {
                          if (data4.error !== undefined) {
                            let data6 = data4.error;
                            const _errs11 = errors;
                            if (typeof data6 !== 'string' && data6 !== null) {
                              validate21.errors = [
                                {
                                  instancePath: instancePath + '/settings/error',
                                  schemaPath: '#/properties/settings/properties/error/type',
                                  keyword: 'type',
                                  params: { type: schema6.properties.settings.properties.error.type },
                                  message: 'must be string,null',
                                },
                              ];
                              return false;
                            }
                            var valid1 = _errs11 === errors;
                          } else {
                            var valid1 = true;
                          }
                          if (valid1) {
                            if (data4.warnings !== undefined) {
                              let data7 = data4.warnings;
                              const _errs13 = errors;
                              if (errors === _errs13) {
                                if (Array.isArray(data7)) {
                                  var valid2 = true;
                                  const len0 = data7.length;
                                  for (let i0 = 0; i0 < len0; i0++) {
                                    const _errs15 = errors;
                                    if (typeof data7[i0] !== 'string') {
                                      validate21.errors = [
                                        {
                                          instancePath: instancePath + '/settings/warnings/' + i0,
                                          schemaPath: '#/properties/settings/properties/warnings/items/type',
                                          keyword: 'type',
                                          params: { type: 'string' },
                                          message: 'must be string',
                                        },
                                      ];
                                      return false;
                                    }
                                    var valid2 = _errs15 === errors;
                                    if (!valid2) {
                                      break;
                                    }
                                  }
                                } else {
                                  validate21.errors = [
                                    {
                                      instancePath: instancePath + '/settings/warnings',
                                      schemaPath: '#/properties/settings/properties/warnings/type',
                                      keyword: 'type',
                                      params: { type: 'array' },
                                      message: 'must be array',
                                    },
                                  ];
                                  return false;
                                }
                              }
                              var valid1 = _errs13 === errors;
                            } else {
                              var valid1 = true;
                            }
                            if (valid1) {
                              if (data4.inForce !== undefined) {
                                let data9 = data4.inForce;
                                const _errs17 = errors;
                                if (errors === _errs17) {
                                  if (data9 && typeof data9 == 'object' && !Array.isArray(data9)) {
                                  } else {
                                    validate21.errors = [
                                      {
                                        instancePath: instancePath + '/settings/inForce',
                                        schemaPath: '#/properties/settings/properties/inForce/type',
                                        keyword: 'type',
                                        params: { type: 'object' },
                                        message: 'must be object',
                                      },
                                    ];
                                    return false;
                                  }
                                }
                                var valid1 = _errs17 === errors;
                              } else {
                                var valid1 = true;
                              }
                              if (valid1) {
                                const _errs20 = errors;
                                if (typeof data4.paused !== 'boolean') {
                                  validate21.errors = [
                                    {
                                      instancePath: instancePath + '/settings/paused',
                                      schemaPath: '#/properties/settings/properties/paused/type',
                                      keyword: 'type',
                                      params: { type: 'boolean' },
                                      message: 'must be boolean',
                                    },
                                  ];
                                  return false;
                                }
                                var valid1 = _errs20 === errors;
                              }
                            }
                          }
                        }
                      }
                    } else {
                      validate21.errors = [
                        {
                          instancePath: instancePath + '/settings',
                          schemaPath: '#/properties/settings/type',
                          keyword: 'type',
                          params: { type: 'object' },
                          message: 'must be object',
                        },
                      ];
                      return false;
                    }
                  }
                  var valid0 = _errs8 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.dryRun !== undefined) {
                    const _errs22 = errors;
                    if (typeof data.dryRun !== 'boolean') {
                      validate21.errors = [
                        {
                          instancePath: instancePath + '/dryRun',
                          schemaPath: '#/properties/dryRun/type',
                          keyword: 'type',
                          params: { type: 'boolean' },
                          message: 'must be boolean',
                        },
                      ];
                      return false;
                    }
                    var valid0 = _errs22 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.slots !== undefined) {
                      const _errs24 = errors;
                      if (
                        !validate24(data.slots, {
                          instancePath: instancePath + '/slots',
                          parentData: data,
                          parentDataProperty: 'slots',
                          rootData,
                        })
                      ) {
                        vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
                        errors = vErrors.length;
                      }
                      var valid0 = _errs24 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.nodesTotal !== undefined) {
                        let data13 = data.nodesTotal;
                        const _errs25 = errors;
                        if (!(
                          typeof data13 == 'number' &&
                          !(data13 % 1) &&
                          !isNaN(data13) &&
                          isFinite(data13)
                        )) {
                          validate21.errors = [
                            {
                              instancePath: instancePath + '/nodesTotal',
                              schemaPath: '#/properties/nodesTotal/type',
                              keyword: 'type',
                              params: { type: 'integer' },
                              message: 'must be integer',
                            },
                          ];
                          return false;
                        }
                        var valid0 = _errs25 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.nodesProbed !== undefined) {
                          let data14 = data.nodesProbed;
                          const _errs27 = errors;
                          if (!(
                            typeof data14 == 'number' &&
                            !(data14 % 1) &&
                            !isNaN(data14) &&
                            isFinite(data14)
                          )) {
                            validate21.errors = [
                              {
                                instancePath: instancePath + '/nodesProbed',
                                schemaPath: '#/properties/nodesProbed/type',
                                keyword: 'type',
                                params: { type: 'integer' },
                                message: 'must be integer',
                              },
                            ];
                            return false;
                          }
                          var valid0 = _errs27 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          let data15 = data.summary;
                          const _errs29 = errors;
                          const _errs30 = errors;
                          let valid3 = false;
                          const _errs31 = errors;
                          if (
                            !validate26(data15, {
                              instancePath: instancePath + '/summary',
                              parentData: data,
                              parentDataProperty: 'summary',
                              rootData,
                            })
                          ) {
                            vErrors =
                              vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
                            errors = vErrors.length;
                          }
                          var _valid0 = _errs31 === errors;
                          valid3 = valid3 || _valid0;
                          if (!valid3) {
                            const _errs32 = errors;
                            if (data15 !== null) {
                              const err0 = {
                                instancePath: instancePath + '/summary',
                                schemaPath: '#/properties/summary/anyOf/1/type',
                                keyword: 'type',
                                params: { type: 'null' },
                                message: 'must be null',
                              };
                              if (vErrors === null) {
                                vErrors = [err0];
                              } else {
                                vErrors.push(err0);
                              }
                              errors++;
                            }
                            var _valid0 = _errs32 === errors;
                            valid3 = valid3 || _valid0;
                          }
                          if (!valid3) {
                            const err1 = {
                              instancePath: instancePath + '/summary',
                              schemaPath: '#/properties/summary/anyOf',
                              keyword: 'anyOf',
                              params: {},
                              message: 'must match a schema in anyOf',
                            };
                            if (vErrors === null) {
                              vErrors = [err1];
                            } else {
                              vErrors.push(err1);
                            }
                            errors++;
                            validate21.errors = vErrors;
                            return false;
                          } else {
                            errors = _errs30;
                            if (vErrors !== null) {
                              if (_errs30) {
                                vErrors.length = _errs30;
                              } else {
                                vErrors = null;
                              }
                            }
                          }
                          var valid0 = _errs29 === errors;
                          if (valid0) {
                            let data16 = data.attention;
                            const _errs34 = errors;
                            if (errors === _errs34) {
                              if (Array.isArray(data16)) {
                                var valid4 = true;
                                const len1 = data16.length;
                                for (let i1 = 0; i1 < len1; i1++) {
                                  const _errs36 = errors;
                                  if (
                                    !validate28(data16[i1], {
                                      instancePath: instancePath + '/attention/' + i1,
                                      parentData: data16,
                                      parentDataProperty: i1,
                                      rootData,
                                    })
                                  ) {
                                    vErrors =
                                      vErrors === null
                                        ? validate28.errors
                                        : vErrors.concat(validate28.errors);
                                    errors = vErrors.length;
                                  }
                                  var valid4 = _errs36 === errors;
                                  if (!valid4) {
                                    break;
                                  }
                                }
                              } else {
                                validate21.errors = [
                                  {
                                    instancePath: instancePath + '/attention',
                                    schemaPath: '#/properties/attention/type',
                                    keyword: 'type',
                                    params: { type: 'array' },
                                    message: 'must be array',
                                  },
                                ];
                                return false;
                              }
                            }
                            var valid0 = _errs34 === errors;
                            if (valid0) {
                              let data18 = data.holds;
                              const _errs37 = errors;
                              if (errors === _errs37) {
                                if (Array.isArray(data18)) {
                                  var valid5 = true;
                                  const len2 = data18.length;
                                  for (let i2 = 0; i2 < len2; i2++) {
                                    const _errs39 = errors;
                                    if (
                                      !validate30(data18[i2], {
                                        instancePath: instancePath + '/holds/' + i2,
                                        parentData: data18,
                                        parentDataProperty: i2,
                                        rootData,
                                      })
                                    ) {
                                      vErrors =
                                        vErrors === null
                                          ? validate30.errors
                                          : vErrors.concat(validate30.errors);
                                      errors = vErrors.length;
                                    }
                                    var valid5 = _errs39 === errors;
                                    if (!valid5) {
                                      break;
                                    }
                                  }
                                } else {
                                  validate21.errors = [
                                    {
                                      instancePath: instancePath + '/holds',
                                      schemaPath: '#/properties/holds/type',
                                      keyword: 'type',
                                      params: { type: 'array' },
                                      message: 'must be array',
                                    },
                                  ];
                                  return false;
                                }
                              }
                              var valid0 = _errs37 === errors;
                              if (valid0) {
                                let data20 = data.advice;
                                const _errs40 = errors;
                                const _errs41 = errors;
                                let valid6 = false;
                                const _errs42 = errors;
                                if (
                                  !validate32(data20, {
                                    instancePath: instancePath + '/advice',
                                    parentData: data,
                                    parentDataProperty: 'advice',
                                    rootData,
                                  })
                                ) {
                                  vErrors =
                                    vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
                                  errors = vErrors.length;
                                }
                                var _valid1 = _errs42 === errors;
                                valid6 = valid6 || _valid1;
                                if (!valid6) {
                                  const _errs43 = errors;
                                  if (data20 !== null) {
                                    const err2 = {
                                      instancePath: instancePath + '/advice',
                                      schemaPath: '#/properties/advice/anyOf/1/type',
                                      keyword: 'type',
                                      params: { type: 'null' },
                                      message: 'must be null',
                                    };
                                    if (vErrors === null) {
                                      vErrors = [err2];
                                    } else {
                                      vErrors.push(err2);
                                    }
                                    errors++;
                                  }
                                  var _valid1 = _errs43 === errors;
                                  valid6 = valid6 || _valid1;
                                }
                                if (!valid6) {
                                  const err3 = {
                                    instancePath: instancePath + '/advice',
                                    schemaPath: '#/properties/advice/anyOf',
                                    keyword: 'anyOf',
                                    params: {},
                                    message: 'must match a schema in anyOf',
                                  };
                                  if (vErrors === null) {
                                    vErrors = [err3];
                                  } else {
                                    vErrors.push(err3);
                                  }
                                  errors++;
                                  validate21.errors = vErrors;
                                  return false;
                                } else {
                                  errors = _errs41;
                                  if (vErrors !== null) {
                                    if (_errs41) {
                                      vErrors.length = _errs41;
                                    } else {
                                      vErrors = null;
                                    }
                                  }
                                }
                                var valid0 = _errs40 === errors;
                                if (valid0) {
                                  let data21 = data.readiness;
                                  const _errs45 = errors;
                                  if (errors === _errs45) {
                                    if (Array.isArray(data21)) {
                                      var valid7 = true;
                                      const len3 = data21.length;
                                      for (let i3 = 0; i3 < len3; i3++) {
                                        const _errs47 = errors;
                                        if (
                                          !validate34(data21[i3], {
                                            instancePath: instancePath + '/readiness/' + i3,
                                            parentData: data21,
                                            parentDataProperty: i3,
                                            rootData,
                                          })
                                        ) {
                                          vErrors =
                                            vErrors === null
                                              ? validate34.errors
                                              : vErrors.concat(validate34.errors);
                                          errors = vErrors.length;
                                        }
                                        var valid7 = _errs47 === errors;
                                        if (!valid7) {
                                          break;
                                        }
                                      }
                                    } else {
                                      validate21.errors = [
                                        {
                                          instancePath: instancePath + '/readiness',
                                          schemaPath: '#/properties/readiness/type',
                                          keyword: 'type',
                                          params: { type: 'array' },
                                          message: 'must be array',
                                        },
                                      ];
                                      return false;
                                    }
                                  }
                                  var valid0 = _errs45 === errors;
                                  if (valid0) {
                                    let data23 = data.readinessAt;
                                    const _errs48 = errors;
                                    if (typeof data23 !== 'string' && data23 !== null) {
                                      validate21.errors = [
                                        {
                                          instancePath: instancePath + '/readinessAt',
                                          schemaPath: '#/properties/readinessAt/type',
                                          keyword: 'type',
                                          params: { type: schema6.properties.readinessAt.type },
                                          message: 'must be string,null',
                                        },
                                      ];
                                      return false;
                                    }
                                    var valid0 = _errs48 === errors;
                                    if (valid0) {
                                      if (data.queue !== undefined) {
                                        let data24 = data.queue;
                                        const _errs50 = errors;
                                        if (errors === _errs50) {
                                          if (Array.isArray(data24)) {
                                            var valid8 = true;
                                            const len4 = data24.length;
                                            for (let i4 = 0; i4 < len4; i4++) {
                                              const _errs52 = errors;
                                              if (
                                                !validate36(data24[i4], {
                                                  instancePath: instancePath + '/queue/' + i4,
                                                  parentData: data24,
                                                  parentDataProperty: i4,
                                                  rootData,
                                                })
                                              ) {
                                                vErrors =
                                                  vErrors === null
                                                    ? validate36.errors
                                                    : vErrors.concat(validate36.errors);
                                                errors = vErrors.length;
                                              }
                                              var valid8 = _errs52 === errors;
                                              if (!valid8) {
                                                break;
                                              }
                                            }
                                          } else {
                                            validate21.errors = [
                                              {
                                                instancePath: instancePath + '/queue',
                                                schemaPath: '#/properties/queue/type',
                                                keyword: 'type',
                                                params: { type: 'array' },
                                                message: 'must be array',
                                              },
                                            ];
                                            return false;
                                          }
                                        }
                                        var valid0 = _errs50 === errors;
                                      } else {
                                        var valid0 = true;
                                      }
                                      if (valid0) {
                                        if (data.nodes !== undefined) {
                                          let data26 = data.nodes;
                                          const _errs53 = errors;
                                          if (errors === _errs53) {
                                            if (Array.isArray(data26)) {
                                              var valid9 = true;
                                              const len5 = data26.length;
                                              for (let i5 = 0; i5 < len5; i5++) {
                                                const _errs55 = errors;
                                                if (
                                                  !validate40(data26[i5], {
                                                    instancePath: instancePath + '/nodes/' + i5,
                                                    parentData: data26,
                                                    parentDataProperty: i5,
                                                    rootData,
                                                  })
                                                ) {
                                                  vErrors =
                                                    vErrors === null
                                                      ? validate40.errors
                                                      : vErrors.concat(validate40.errors);
                                                  errors = vErrors.length;
                                                }
                                                var valid9 = _errs55 === errors;
                                                if (!valid9) {
                                                  break;
                                                }
                                              }
                                            } else {
                                              validate21.errors = [
                                                {
                                                  instancePath: instancePath + '/nodes',
                                                  schemaPath: '#/properties/nodes/type',
                                                  keyword: 'type',
                                                  params: { type: 'array' },
                                                  message: 'must be array',
                                                },
                                              ];
                                              return false;
                                            }
                                          }
                                          var valid0 = _errs53 === errors;
                                        } else {
                                          var valid0 = true;
                                        }
                                        if (valid0) {
                                          let data28 = data.fleet;
                                          const _errs56 = errors;
                                          if (errors === _errs56) {
                                            if (Array.isArray(data28)) {
                                              var valid10 = true;
                                              const len6 = data28.length;
                                              for (let i6 = 0; i6 < len6; i6++) {
                                                const _errs58 = errors;
                                                if (
                                                  !validate55(data28[i6], {
                                                    instancePath: instancePath + '/fleet/' + i6,
                                                    parentData: data28,
                                                    parentDataProperty: i6,
                                                    rootData,
                                                  })
                                                ) {
                                                  vErrors =
                                                    vErrors === null
                                                      ? validate55.errors
                                                      : vErrors.concat(validate55.errors);
                                                  errors = vErrors.length;
                                                }
                                                var valid10 = _errs58 === errors;
                                                if (!valid10) {
                                                  break;
                                                }
                                              }
                                            } else {
                                              validate21.errors = [
                                                {
                                                  instancePath: instancePath + '/fleet',
                                                  schemaPath: '#/properties/fleet/type',
                                                  keyword: 'type',
                                                  params: { type: 'array' },
                                                  message: 'must be array',
                                                },
                                              ];
                                              return false;
                                            }
                                          }
                                          var valid0 = _errs56 === errors;
                                          if (valid0) {
                                            let data30 = data.history;
                                            const _errs59 = errors;
                                            if (errors === _errs59) {
                                              if (Array.isArray(data30)) {
                                                var valid11 = true;
                                                const len7 = data30.length;
                                                for (let i7 = 0; i7 < len7; i7++) {
                                                  const _errs61 = errors;
                                                  if (
                                                    !validate57(data30[i7], {
                                                      instancePath: instancePath + '/history/' + i7,
                                                      parentData: data30,
                                                      parentDataProperty: i7,
                                                      rootData,
                                                    })
                                                  ) {
                                                    vErrors =
                                                      vErrors === null
                                                        ? validate57.errors
                                                        : vErrors.concat(validate57.errors);
                                                    errors = vErrors.length;
                                                  }
                                                  var valid11 = _errs61 === errors;
                                                  if (!valid11) {
                                                    break;
                                                  }
                                                }
                                              } else {
                                                validate21.errors = [
                                                  {
                                                    instancePath: instancePath + '/history',
                                                    schemaPath: '#/properties/history/type',
                                                    keyword: 'type',
                                                    params: { type: 'array' },
                                                    message: 'must be array',
                                                  },
                                                ];
                                                return false;
                                              }
                                            }
                                            var valid0 = _errs59 === errors;
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
              }
            }
          }
        }
      }
    } else {
      validate21.errors = [
        {
          instancePath,
          schemaPath: '#/type',
          keyword: 'type',
          params: { type: 'object' },
          message: 'must be object',
        },
      ];
      return false;
    }
  }
  validate21.errors = vErrors;
  return errors === 0;
}
