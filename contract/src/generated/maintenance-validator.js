// Generated from schemas/maintenance.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate21;
export default validate21;
const schema6 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'maintenance',
  type: 'object',
  required: [
    'version',
    'phase',
    'nodeUID',
    'reason',
    'events',
    'wasUnschedulable',
    'startedAt',
    'deadline',
    'attempts',
  ],
  properties: {
    version: { const: 1 },
    phase: { enum: ['Draining', 'Paused', 'Drained', 'Failed'] },
    nodeUID: { type: 'string' },
    reason: { type: 'string' },
    events: { type: 'array', items: { type: 'string' } },
    wasUnschedulable: { type: 'boolean' },
    startedAt: { type: 'string' },
    attemptStartedAt: { type: 'string' },
    deadline: { type: ['string', 'null'] },
    attempts: { type: 'integer', minimum: 0 },
    retryAt: { type: ['string', 'null'] },
    message: { type: 'string' },
    blockedBy: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pod', 'reason'],
        properties: {
          pod: { type: 'string' },
          budgets: { type: 'array', items: { type: 'string' } },
          reason: { type: 'string' },
        },
      },
    },
    drainedAt: { type: 'string' },
    moved: { type: 'array', items: { type: 'string' } },
    overridden: { type: 'boolean' },
    drainedSeconds: { type: 'number', minimum: 0 },
    gaveWay: { type: 'boolean' },
    excluded: { type: 'boolean' },
    outOfService: { type: 'boolean' },
    deadlineMissed: { type: 'boolean' },
    traceId: { type: 'string' },
    overSince: { type: 'string' },
    surges: {
      type: 'array',
      maxItems: 64,
      items: {
        type: 'object',
        required: ['namespace', 'name', 'uid', 'from', 'to', 'startedAt'],
        properties: {
          namespace: { type: 'string', pattern: '^[-a-z0-9.]{1,253}$' },
          name: { type: 'string', pattern: '^[-a-z0-9.]{1,253}$' },
          uid: { type: 'string', pattern: '^[-A-Za-z0-9]{1,128}$' },
          autoscaler: {
            type: 'object',
            required: ['name', 'uid'],
            properties: {
              name: { type: 'string', pattern: '^[-a-z0-9.]{1,253}$' },
              uid: { type: 'string', pattern: '^[-A-Za-z0-9]{1,128}$' },
            },
          },
          from: { type: 'integer', minimum: 1 },
          to: { type: 'integer', minimum: 2 },
          startedAt: { type: 'string', pattern: '^[-0-9T:.Z]{1,30}$' },
          raised: { type: 'boolean' },
        },
      },
    },
  },
};
const func2 = Object.prototype.hasOwnProperty;
const pattern0 = new RegExp('^[-a-z0-9.]{1,253}$', 'u');
const pattern2 = new RegExp('^[-A-Za-z0-9]{1,128}$', 'u');
const pattern5 = new RegExp('^[-0-9T:.Z]{1,30}$', 'u');

function validate21(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="maintenance" */ let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.version === undefined && (missing0 = 'version')) ||
        (data.phase === undefined && (missing0 = 'phase')) ||
        (data.nodeUID === undefined && (missing0 = 'nodeUID')) ||
        (data.reason === undefined && (missing0 = 'reason')) ||
        (data.events === undefined && (missing0 = 'events')) ||
        (data.wasUnschedulable === undefined && (missing0 = 'wasUnschedulable')) ||
        (data.startedAt === undefined && (missing0 = 'startedAt')) ||
        (data.deadline === undefined && (missing0 = 'deadline')) ||
        (data.attempts === undefined && (missing0 = 'attempts'))
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
        const _errs1 = errors;
        for (const key0 in data) {
          if (!func2.call(schema6.properties, key0)) {
            delete data[key0];
          }
        }
        if (_errs1 === errors) {
          if (data.version !== undefined) {
            const _errs2 = errors;
            if (1 !== data.version) {
              validate21.errors = [
                {
                  instancePath: instancePath + '/version',
                  schemaPath: '#/properties/version/const',
                  keyword: 'const',
                  params: { allowedValue: 1 },
                  message: 'must be equal to constant',
                },
              ];
              return false;
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.phase !== undefined) {
              let data1 = data.phase;
              const _errs3 = errors;
              if (!(
                data1 === 'Draining' ||
                data1 === 'Paused' ||
                data1 === 'Drained' ||
                data1 === 'Failed'
              )) {
                validate21.errors = [
                  {
                    instancePath: instancePath + '/phase',
                    schemaPath: '#/properties/phase/enum',
                    keyword: 'enum',
                    params: { allowedValues: schema6.properties.phase.enum },
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
              if (data.nodeUID !== undefined) {
                const _errs4 = errors;
                if (typeof data.nodeUID !== 'string') {
                  validate21.errors = [
                    {
                      instancePath: instancePath + '/nodeUID',
                      schemaPath: '#/properties/nodeUID/type',
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
                if (data.reason !== undefined) {
                  const _errs6 = errors;
                  if (typeof data.reason !== 'string') {
                    validate21.errors = [
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
                  var valid0 = _errs6 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.events !== undefined) {
                    let data4 = data.events;
                    const _errs8 = errors;
                    if (errors === _errs8) {
                      if (Array.isArray(data4)) {
                        var valid1 = true;
                        const len0 = data4.length;
                        for (let i0 = 0; i0 < len0; i0++) {
                          const _errs10 = errors;
                          if (typeof data4[i0] !== 'string') {
                            validate21.errors = [
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
                          var valid1 = _errs10 === errors;
                          if (!valid1) {
                            break;
                          }
                        }
                      } else {
                        validate21.errors = [
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
                    var valid0 = _errs8 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.wasUnschedulable !== undefined) {
                      const _errs12 = errors;
                      if (typeof data.wasUnschedulable !== 'boolean') {
                        validate21.errors = [
                          {
                            instancePath: instancePath + '/wasUnschedulable',
                            schemaPath: '#/properties/wasUnschedulable/type',
                            keyword: 'type',
                            params: { type: 'boolean' },
                            message: 'must be boolean',
                          },
                        ];
                        return false;
                      }
                      var valid0 = _errs12 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.startedAt !== undefined) {
                        const _errs14 = errors;
                        if (typeof data.startedAt !== 'string') {
                          validate21.errors = [
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
                        var valid0 = _errs14 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.attemptStartedAt !== undefined) {
                          const _errs16 = errors;
                          if (typeof data.attemptStartedAt !== 'string') {
                            validate21.errors = [
                              {
                                instancePath: instancePath + '/attemptStartedAt',
                                schemaPath: '#/properties/attemptStartedAt/type',
                                keyword: 'type',
                                params: { type: 'string' },
                                message: 'must be string',
                              },
                            ];
                            return false;
                          }
                          var valid0 = _errs16 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.deadline !== undefined) {
                            let data9 = data.deadline;
                            const _errs18 = errors;
                            if (typeof data9 !== 'string' && data9 !== null) {
                              validate21.errors = [
                                {
                                  instancePath: instancePath + '/deadline',
                                  schemaPath: '#/properties/deadline/type',
                                  keyword: 'type',
                                  params: { type: schema6.properties.deadline.type },
                                  message: 'must be string,null',
                                },
                              ];
                              return false;
                            }
                            var valid0 = _errs18 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.attempts !== undefined) {
                              let data10 = data.attempts;
                              const _errs20 = errors;
                              if (!(
                                typeof data10 == 'number' &&
                                !(data10 % 1) &&
                                !isNaN(data10) &&
                                isFinite(data10)
                              )) {
                                validate21.errors = [
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
                              if (errors === _errs20) {
                                if (typeof data10 == 'number' && isFinite(data10)) {
                                  if (data10 < 0 || isNaN(data10)) {
                                    validate21.errors = [
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
                              var valid0 = _errs20 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.retryAt !== undefined) {
                                let data11 = data.retryAt;
                                const _errs22 = errors;
                                if (typeof data11 !== 'string' && data11 !== null) {
                                  validate21.errors = [
                                    {
                                      instancePath: instancePath + '/retryAt',
                                      schemaPath: '#/properties/retryAt/type',
                                      keyword: 'type',
                                      params: { type: schema6.properties.retryAt.type },
                                      message: 'must be string,null',
                                    },
                                  ];
                                  return false;
                                }
                                var valid0 = _errs22 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.message !== undefined) {
                                  const _errs24 = errors;
                                  if (typeof data.message !== 'string') {
                                    validate21.errors = [
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
                                  var valid0 = _errs24 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.blockedBy !== undefined) {
                                    let data13 = data.blockedBy;
                                    const _errs26 = errors;
                                    if (errors === _errs26) {
                                      if (Array.isArray(data13)) {
                                        var valid2 = true;
                                        const len1 = data13.length;
                                        for (let i1 = 0; i1 < len1; i1++) {
                                          let data14 = data13[i1];
                                          const _errs28 = errors;
                                          if (errors === _errs28) {
                                            if (
                                              data14 &&
                                              typeof data14 == 'object' &&
                                              !Array.isArray(data14)
                                            ) {
                                              let missing1;
                                              if (
                                                (data14.pod === undefined && (missing1 = 'pod')) ||
                                                (data14.reason === undefined && (missing1 = 'reason'))
                                              ) {
                                                validate21.errors = [
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
                                                const _errs30 = errors;
                                                for (const key1 in data14) {
                                                  if (!(
                                                    key1 === 'pod' ||
                                                    key1 === 'budgets' ||
                                                    key1 === 'reason'
                                                  )) {
                                                    delete data14[key1];
                                                  }
                                                }
                                                if (_errs30 === errors) {
                                                  if (data14.pod !== undefined) {
                                                    const _errs31 = errors;
                                                    if (typeof data14.pod !== 'string') {
                                                      validate21.errors = [
                                                        {
                                                          instancePath:
                                                            instancePath + '/blockedBy/' + i1 + '/pod',
                                                          schemaPath:
                                                            '#/properties/blockedBy/items/properties/pod/type',
                                                          keyword: 'type',
                                                          params: { type: 'string' },
                                                          message: 'must be string',
                                                        },
                                                      ];
                                                      return false;
                                                    }
                                                    var valid3 = _errs31 === errors;
                                                  } else {
                                                    var valid3 = true;
                                                  }
                                                  if (valid3) {
                                                    if (data14.budgets !== undefined) {
                                                      let data16 = data14.budgets;
                                                      const _errs33 = errors;
                                                      if (errors === _errs33) {
                                                        if (Array.isArray(data16)) {
                                                          var valid4 = true;
                                                          const len2 = data16.length;
                                                          for (let i2 = 0; i2 < len2; i2++) {
                                                            const _errs35 = errors;
                                                            if (typeof data16[i2] !== 'string') {
                                                              validate21.errors = [
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
                                                            var valid4 = _errs35 === errors;
                                                            if (!valid4) {
                                                              break;
                                                            }
                                                          }
                                                        } else {
                                                          validate21.errors = [
                                                            {
                                                              instancePath:
                                                                instancePath +
                                                                '/blockedBy/' +
                                                                i1 +
                                                                '/budgets',
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
                                                      var valid3 = _errs33 === errors;
                                                    } else {
                                                      var valid3 = true;
                                                    }
                                                    if (valid3) {
                                                      if (data14.reason !== undefined) {
                                                        const _errs37 = errors;
                                                        if (typeof data14.reason !== 'string') {
                                                          validate21.errors = [
                                                            {
                                                              instancePath:
                                                                instancePath + '/blockedBy/' + i1 + '/reason',
                                                              schemaPath:
                                                                '#/properties/blockedBy/items/properties/reason/type',
                                                              keyword: 'type',
                                                              params: { type: 'string' },
                                                              message: 'must be string',
                                                            },
                                                          ];
                                                          return false;
                                                        }
                                                        var valid3 = _errs37 === errors;
                                                      } else {
                                                        var valid3 = true;
                                                      }
                                                    }
                                                  }
                                                }
                                              }
                                            } else {
                                              validate21.errors = [
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
                                          var valid2 = _errs28 === errors;
                                          if (!valid2) {
                                            break;
                                          }
                                        }
                                      } else {
                                        validate21.errors = [
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
                                    var valid0 = _errs26 === errors;
                                  } else {
                                    var valid0 = true;
                                  }
                                  if (valid0) {
                                    if (data.drainedAt !== undefined) {
                                      const _errs39 = errors;
                                      if (typeof data.drainedAt !== 'string') {
                                        validate21.errors = [
                                          {
                                            instancePath: instancePath + '/drainedAt',
                                            schemaPath: '#/properties/drainedAt/type',
                                            keyword: 'type',
                                            params: { type: 'string' },
                                            message: 'must be string',
                                          },
                                        ];
                                        return false;
                                      }
                                      var valid0 = _errs39 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                    if (valid0) {
                                      if (data.moved !== undefined) {
                                        let data20 = data.moved;
                                        const _errs41 = errors;
                                        if (errors === _errs41) {
                                          if (Array.isArray(data20)) {
                                            var valid5 = true;
                                            const len3 = data20.length;
                                            for (let i3 = 0; i3 < len3; i3++) {
                                              const _errs43 = errors;
                                              if (typeof data20[i3] !== 'string') {
                                                validate21.errors = [
                                                  {
                                                    instancePath: instancePath + '/moved/' + i3,
                                                    schemaPath: '#/properties/moved/items/type',
                                                    keyword: 'type',
                                                    params: { type: 'string' },
                                                    message: 'must be string',
                                                  },
                                                ];
                                                return false;
                                              }
                                              var valid5 = _errs43 === errors;
                                              if (!valid5) {
                                                break;
                                              }
                                            }
                                          } else {
                                            validate21.errors = [
                                              {
                                                instancePath: instancePath + '/moved',
                                                schemaPath: '#/properties/moved/type',
                                                keyword: 'type',
                                                params: { type: 'array' },
                                                message: 'must be array',
                                              },
                                            ];
                                            return false;
                                          }
                                        }
                                        var valid0 = _errs41 === errors;
                                      } else {
                                        var valid0 = true;
                                      }
                                      if (valid0) {
                                        if (data.overridden !== undefined) {
                                          const _errs45 = errors;
                                          if (typeof data.overridden !== 'boolean') {
                                            validate21.errors = [
                                              {
                                                instancePath: instancePath + '/overridden',
                                                schemaPath: '#/properties/overridden/type',
                                                keyword: 'type',
                                                params: { type: 'boolean' },
                                                message: 'must be boolean',
                                              },
                                            ];
                                            return false;
                                          }
                                          var valid0 = _errs45 === errors;
                                        } else {
                                          var valid0 = true;
                                        }
                                        if (valid0) {
                                          if (data.drainedSeconds !== undefined) {
                                            let data23 = data.drainedSeconds;
                                            const _errs47 = errors;
                                            if (errors === _errs47) {
                                              if (typeof data23 == 'number' && isFinite(data23)) {
                                                if (data23 < 0 || isNaN(data23)) {
                                                  validate21.errors = [
                                                    {
                                                      instancePath: instancePath + '/drainedSeconds',
                                                      schemaPath: '#/properties/drainedSeconds/minimum',
                                                      keyword: 'minimum',
                                                      params: { comparison: '>=', limit: 0 },
                                                      message: 'must be >= 0',
                                                    },
                                                  ];
                                                  return false;
                                                }
                                              } else {
                                                validate21.errors = [
                                                  {
                                                    instancePath: instancePath + '/drainedSeconds',
                                                    schemaPath: '#/properties/drainedSeconds/type',
                                                    keyword: 'type',
                                                    params: { type: 'number' },
                                                    message: 'must be number',
                                                  },
                                                ];
                                                return false;
                                              }
                                            }
                                            var valid0 = _errs47 === errors;
                                          } else {
                                            var valid0 = true;
                                          }
                                          if (valid0) {
                                            if (data.gaveWay !== undefined) {
                                              const _errs49 = errors;
                                              if (typeof data.gaveWay !== 'boolean') {
                                                validate21.errors = [
                                                  {
                                                    instancePath: instancePath + '/gaveWay',
                                                    schemaPath: '#/properties/gaveWay/type',
                                                    keyword: 'type',
                                                    params: { type: 'boolean' },
                                                    message: 'must be boolean',
                                                  },
                                                ];
                                                return false;
                                              }
                                              var valid0 = _errs49 === errors;
                                            } else {
                                              var valid0 = true;
                                            }
                                            if (valid0) {
                                              if (data.excluded !== undefined) {
                                                const _errs51 = errors;
                                                if (typeof data.excluded !== 'boolean') {
                                                  validate21.errors = [
                                                    {
                                                      instancePath: instancePath + '/excluded',
                                                      schemaPath: '#/properties/excluded/type',
                                                      keyword: 'type',
                                                      params: { type: 'boolean' },
                                                      message: 'must be boolean',
                                                    },
                                                  ];
                                                  return false;
                                                }
                                                var valid0 = _errs51 === errors;
                                              } else {
                                                var valid0 = true;
                                              }
                                              if (valid0) {
                                                if (data.outOfService !== undefined) {
                                                  const _errs53 = errors;
                                                  if (typeof data.outOfService !== 'boolean') {
                                                    validate21.errors = [
                                                      {
                                                        instancePath: instancePath + '/outOfService',
                                                        schemaPath: '#/properties/outOfService/type',
                                                        keyword: 'type',
                                                        params: { type: 'boolean' },
                                                        message: 'must be boolean',
                                                      },
                                                    ];
                                                    return false;
                                                  }
                                                  var valid0 = _errs53 === errors;
                                                } else {
                                                  var valid0 = true;
                                                }
                                                if (valid0) {
                                                  if (data.deadlineMissed !== undefined) {
                                                    const _errs55 = errors;
                                                    if (typeof data.deadlineMissed !== 'boolean') {
                                                      validate21.errors = [
                                                        {
                                                          instancePath: instancePath + '/deadlineMissed',
                                                          schemaPath: '#/properties/deadlineMissed/type',
                                                          keyword: 'type',
                                                          params: { type: 'boolean' },
                                                          message: 'must be boolean',
                                                        },
                                                      ];
                                                      return false;
                                                    }
                                                    var valid0 = _errs55 === errors;
                                                  } else {
                                                    var valid0 = true;
                                                  }
                                                  if (valid0) {
                                                    if (data.traceId !== undefined) {
                                                      const _errs57 = errors;
                                                      if (typeof data.traceId !== 'string') {
                                                        validate21.errors = [
                                                          {
                                                            instancePath: instancePath + '/traceId',
                                                            schemaPath: '#/properties/traceId/type',
                                                            keyword: 'type',
                                                            params: { type: 'string' },
                                                            message: 'must be string',
                                                          },
                                                        ];
                                                        return false;
                                                      }
                                                      var valid0 = _errs57 === errors;
                                                    } else {
                                                      var valid0 = true;
                                                    }
                                                    if (valid0) {
                                                      if (data.overSince !== undefined) {
                                                        const _errs59 = errors;
                                                        if (typeof data.overSince !== 'string') {
                                                          validate21.errors = [
                                                            {
                                                              instancePath: instancePath + '/overSince',
                                                              schemaPath: '#/properties/overSince/type',
                                                              keyword: 'type',
                                                              params: { type: 'string' },
                                                              message: 'must be string',
                                                            },
                                                          ];
                                                          return false;
                                                        }
                                                        var valid0 = _errs59 === errors;
                                                      } else {
                                                        var valid0 = true;
                                                      }
                                                      if (valid0) {
                                                        if (data.surges !== undefined) {
                                                          let data30 = data.surges;
                                                          const _errs61 = errors;
                                                          if (errors === _errs61) {
                                                            if (Array.isArray(data30)) {
                                                              if (data30.length > 64) {
                                                                validate21.errors = [
                                                                  {
                                                                    instancePath: instancePath + '/surges',
                                                                    schemaPath:
                                                                      '#/properties/surges/maxItems',
                                                                    keyword: 'maxItems',
                                                                    params: { limit: 64 },
                                                                    message:
                                                                      'must NOT have more than 64 items',
                                                                  },
                                                                ];
                                                                return false;
                                                              } else {
                                                                var valid6 = true;
                                                                const len4 = data30.length;
                                                                for (let i4 = 0; i4 < len4; i4++) {
                                                                  let data31 = data30[i4];
                                                                  const _errs63 = errors;
                                                                  if (errors === _errs63) {
                                                                    if (
                                                                      data31 &&
                                                                      typeof data31 == 'object' &&
                                                                      !Array.isArray(data31)
                                                                    ) {
                                                                      let missing2;
                                                                      if (
                                                                        (data31.namespace === undefined &&
                                                                          (missing2 = 'namespace')) ||
                                                                        (data31.name === undefined &&
                                                                          (missing2 = 'name')) ||
                                                                        (data31.uid === undefined &&
                                                                          (missing2 = 'uid')) ||
                                                                        (data31.from === undefined &&
                                                                          (missing2 = 'from')) ||
                                                                        (data31.to === undefined &&
                                                                          (missing2 = 'to')) ||
                                                                        (data31.startedAt === undefined &&
                                                                          (missing2 = 'startedAt'))
                                                                      ) {
                                                                        validate21.errors = [
                                                                          {
                                                                            instancePath:
                                                                              instancePath + '/surges/' + i4,
                                                                            schemaPath:
                                                                              '#/properties/surges/items/required',
                                                                            keyword: 'required',
                                                                            params: {
                                                                              missingProperty: missing2,
                                                                            },
                                                                            message:
                                                                              "must have required property '" +
                                                                              missing2 +
                                                                              "'",
                                                                          },
                                                                        ];
                                                                        return false;
                                                                      } else {
                                                                        const _errs65 = errors;
                                                                        for (const key2 in data31) {
                                                                          if (!(
                                                                            key2 === 'namespace' ||
                                                                            key2 === 'name' ||
                                                                            key2 === 'uid' ||
                                                                            key2 === 'autoscaler' ||
                                                                            key2 === 'from' ||
                                                                            key2 === 'to' ||
                                                                            key2 === 'startedAt' ||
                                                                            key2 === 'raised'
                                                                          )) {
                                                                            delete data31[key2];
                                                                          }
                                                                        }
                                                                        if (_errs65 === errors) {
                                                                          if (
                                                                            data31.namespace !== undefined
                                                                          ) {
                                                                            let data32 = data31.namespace;
                                                                            const _errs66 = errors;
                                                                            if (errors === _errs66) {
                                                                              if (
                                                                                typeof data32 === 'string'
                                                                              ) {
                                                                                if (!pattern0.test(data32)) {
                                                                                  validate21.errors = [
                                                                                    {
                                                                                      instancePath:
                                                                                        instancePath +
                                                                                        '/surges/' +
                                                                                        i4 +
                                                                                        '/namespace',
                                                                                      schemaPath:
                                                                                        '#/properties/surges/items/properties/namespace/pattern',
                                                                                      keyword: 'pattern',
                                                                                      params: {
                                                                                        pattern:
                                                                                          '^[-a-z0-9.]{1,253}$',
                                                                                      },
                                                                                      message:
                                                                                        'must match pattern "' +
                                                                                        '^[-a-z0-9.]{1,253}$' +
                                                                                        '"',
                                                                                    },
                                                                                  ];
                                                                                  return false;
                                                                                }
                                                                              } else {
                                                                                validate21.errors = [
                                                                                  {
                                                                                    instancePath:
                                                                                      instancePath +
                                                                                      '/surges/' +
                                                                                      i4 +
                                                                                      '/namespace',
                                                                                    schemaPath:
                                                                                      '#/properties/surges/items/properties/namespace/type',
                                                                                    keyword: 'type',
                                                                                    params: {
                                                                                      type: 'string',
                                                                                    },
                                                                                    message: 'must be string',
                                                                                  },
                                                                                ];
                                                                                return false;
                                                                              }
                                                                            }
                                                                            var valid7 = _errs66 === errors;
                                                                          } else {
                                                                            var valid7 = true;
                                                                          }
                                                                          if (valid7) {
                                                                            if (data31.name !== undefined) {
                                                                              let data33 = data31.name;
                                                                              const _errs68 = errors;
                                                                              if (errors === _errs68) {
                                                                                if (
                                                                                  typeof data33 === 'string'
                                                                                ) {
                                                                                  if (
                                                                                    !pattern0.test(data33)
                                                                                  ) {
                                                                                    validate21.errors = [
                                                                                      {
                                                                                        instancePath:
                                                                                          instancePath +
                                                                                          '/surges/' +
                                                                                          i4 +
                                                                                          '/name',
                                                                                        schemaPath:
                                                                                          '#/properties/surges/items/properties/name/pattern',
                                                                                        keyword: 'pattern',
                                                                                        params: {
                                                                                          pattern:
                                                                                            '^[-a-z0-9.]{1,253}$',
                                                                                        },
                                                                                        message:
                                                                                          'must match pattern "' +
                                                                                          '^[-a-z0-9.]{1,253}$' +
                                                                                          '"',
                                                                                      },
                                                                                    ];
                                                                                    return false;
                                                                                  }
                                                                                } else {
                                                                                  validate21.errors = [
                                                                                    {
                                                                                      instancePath:
                                                                                        instancePath +
                                                                                        '/surges/' +
                                                                                        i4 +
                                                                                        '/name',
                                                                                      schemaPath:
                                                                                        '#/properties/surges/items/properties/name/type',
                                                                                      keyword: 'type',
                                                                                      params: {
                                                                                        type: 'string',
                                                                                      },
                                                                                      message:
                                                                                        'must be string',
                                                                                    },
                                                                                  ];
                                                                                  return false;
                                                                                }
                                                                              }
                                                                              var valid7 = _errs68 === errors;
                                                                            } else {
                                                                              var valid7 = true;
                                                                            }
                                                                            if (valid7) {
                                                                              if (data31.uid !== undefined) {
                                                                                let data34 = data31.uid;
                                                                                const _errs70 = errors;
                                                                                if (errors === _errs70) {
                                                                                  if (
                                                                                    typeof data34 === 'string'
                                                                                  ) {
                                                                                    if (
                                                                                      !pattern2.test(data34)
                                                                                    ) {
                                                                                      validate21.errors = [
                                                                                        {
                                                                                          instancePath:
                                                                                            instancePath +
                                                                                            '/surges/' +
                                                                                            i4 +
                                                                                            '/uid',
                                                                                          schemaPath:
                                                                                            '#/properties/surges/items/properties/uid/pattern',
                                                                                          keyword: 'pattern',
                                                                                          params: {
                                                                                            pattern:
                                                                                              '^[-A-Za-z0-9]{1,128}$',
                                                                                          },
                                                                                          message:
                                                                                            'must match pattern "' +
                                                                                            '^[-A-Za-z0-9]{1,128}$' +
                                                                                            '"',
                                                                                        },
                                                                                      ];
                                                                                      return false;
                                                                                    }
                                                                                  } else {
                                                                                    validate21.errors = [
                                                                                      {
                                                                                        instancePath:
                                                                                          instancePath +
                                                                                          '/surges/' +
                                                                                          i4 +
                                                                                          '/uid',
                                                                                        schemaPath:
                                                                                          '#/properties/surges/items/properties/uid/type',
                                                                                        keyword: 'type',
                                                                                        params: {
                                                                                          type: 'string',
                                                                                        },
                                                                                        message:
                                                                                          'must be string',
                                                                                      },
                                                                                    ];
                                                                                    return false;
                                                                                  }
                                                                                }
                                                                                var valid7 =
                                                                                  _errs70 === errors;
                                                                              } else {
                                                                                var valid7 = true;
                                                                              }
                                                                              if (valid7) {
                                                                                if (
                                                                                  data31.autoscaler !==
                                                                                  undefined
                                                                                ) {
                                                                                  let data35 =
                                                                                    data31.autoscaler;
                                                                                  const _errs72 = errors;
                                                                                  if (errors === _errs72) {
                                                                                    if (
                                                                                      data35 &&
                                                                                      typeof data35 ==
                                                                                        'object' &&
                                                                                      !Array.isArray(data35)
                                                                                    ) {
                                                                                      let missing3;
                                                                                      if (
                                                                                        (data35.name ===
                                                                                          undefined &&
                                                                                          (missing3 =
                                                                                            'name')) ||
                                                                                        (data35.uid ===
                                                                                          undefined &&
                                                                                          (missing3 = 'uid'))
                                                                                      ) {
                                                                                        validate21.errors = [
                                                                                          {
                                                                                            instancePath:
                                                                                              instancePath +
                                                                                              '/surges/' +
                                                                                              i4 +
                                                                                              '/autoscaler',
                                                                                            schemaPath:
                                                                                              '#/properties/surges/items/properties/autoscaler/required',
                                                                                            keyword:
                                                                                              'required',
                                                                                            params: {
                                                                                              missingProperty:
                                                                                                missing3,
                                                                                            },
                                                                                            message:
                                                                                              "must have required property '" +
                                                                                              missing3 +
                                                                                              "'",
                                                                                          },
                                                                                        ];
                                                                                        return false;
                                                                                      } else {
                                                                                        const _errs74 =
                                                                                          errors;
                                                                                        for (const key3 in data35) {
                                                                                          if (!(
                                                                                            key3 === 'name' ||
                                                                                            key3 === 'uid'
                                                                                          )) {
                                                                                            delete data35[
                                                                                              key3
                                                                                            ];
                                                                                          }
                                                                                        }
                                                                                        if (
                                                                                          _errs74 === errors
                                                                                        ) {
                                                                                          if (
                                                                                            data35.name !==
                                                                                            undefined
                                                                                          ) {
                                                                                            let data36 =
                                                                                              data35.name;
                                                                                            const _errs75 =
                                                                                              errors;
                                                                                            if (
                                                                                              errors ===
                                                                                              _errs75
                                                                                            ) {
                                                                                              if (
                                                                                                typeof data36 ===
                                                                                                'string'
                                                                                              ) {
                                                                                                if (
                                                                                                  !pattern0.test(
                                                                                                    data36,
                                                                                                  )
                                                                                                ) {
                                                                                                  validate21.errors =
                                                                                                    [
                                                                                                      {
                                                                                                        instancePath:
                                                                                                          instancePath +
                                                                                                          '/surges/' +
                                                                                                          i4 +
                                                                                                          '/autoscaler/name',
                                                                                                        schemaPath:
                                                                                                          '#/properties/surges/items/properties/autoscaler/properties/name/pattern',
                                                                                                        keyword:
                                                                                                          'pattern',
                                                                                                        params:
                                                                                                          {
                                                                                                            pattern:
                                                                                                              '^[-a-z0-9.]{1,253}$',
                                                                                                          },
                                                                                                        message:
                                                                                                          'must match pattern "' +
                                                                                                          '^[-a-z0-9.]{1,253}$' +
                                                                                                          '"',
                                                                                                      },
                                                                                                    ];
                                                                                                  return false;
                                                                                                }
                                                                                              } else {
                                                                                                validate21.errors =
                                                                                                  [
                                                                                                    {
                                                                                                      instancePath:
                                                                                                        instancePath +
                                                                                                        '/surges/' +
                                                                                                        i4 +
                                                                                                        '/autoscaler/name',
                                                                                                      schemaPath:
                                                                                                        '#/properties/surges/items/properties/autoscaler/properties/name/type',
                                                                                                      keyword:
                                                                                                        'type',
                                                                                                      params:
                                                                                                        {
                                                                                                          type: 'string',
                                                                                                        },
                                                                                                      message:
                                                                                                        'must be string',
                                                                                                    },
                                                                                                  ];
                                                                                                return false;
                                                                                              }
                                                                                            }
                                                                                            var valid8 =
                                                                                              _errs75 ===
                                                                                              errors;
                                                                                          } else {
                                                                                            var valid8 = true;
                                                                                          }
                                                                                          if (valid8) {
                                                                                            if (
                                                                                              data35.uid !==
                                                                                              undefined
                                                                                            ) {
                                                                                              let data37 =
                                                                                                data35.uid;
                                                                                              const _errs77 =
                                                                                                errors;
                                                                                              if (
                                                                                                errors ===
                                                                                                _errs77
                                                                                              ) {
                                                                                                if (
                                                                                                  typeof data37 ===
                                                                                                  'string'
                                                                                                ) {
                                                                                                  if (
                                                                                                    !pattern2.test(
                                                                                                      data37,
                                                                                                    )
                                                                                                  ) {
                                                                                                    validate21.errors =
                                                                                                      [
                                                                                                        {
                                                                                                          instancePath:
                                                                                                            instancePath +
                                                                                                            '/surges/' +
                                                                                                            i4 +
                                                                                                            '/autoscaler/uid',
                                                                                                          schemaPath:
                                                                                                            '#/properties/surges/items/properties/autoscaler/properties/uid/pattern',
                                                                                                          keyword:
                                                                                                            'pattern',
                                                                                                          params:
                                                                                                            {
                                                                                                              pattern:
                                                                                                                '^[-A-Za-z0-9]{1,128}$',
                                                                                                            },
                                                                                                          message:
                                                                                                            'must match pattern "' +
                                                                                                            '^[-A-Za-z0-9]{1,128}$' +
                                                                                                            '"',
                                                                                                        },
                                                                                                      ];
                                                                                                    return false;
                                                                                                  }
                                                                                                } else {
                                                                                                  validate21.errors =
                                                                                                    [
                                                                                                      {
                                                                                                        instancePath:
                                                                                                          instancePath +
                                                                                                          '/surges/' +
                                                                                                          i4 +
                                                                                                          '/autoscaler/uid',
                                                                                                        schemaPath:
                                                                                                          '#/properties/surges/items/properties/autoscaler/properties/uid/type',
                                                                                                        keyword:
                                                                                                          'type',
                                                                                                        params:
                                                                                                          {
                                                                                                            type: 'string',
                                                                                                          },
                                                                                                        message:
                                                                                                          'must be string',
                                                                                                      },
                                                                                                    ];
                                                                                                  return false;
                                                                                                }
                                                                                              }
                                                                                              var valid8 =
                                                                                                _errs77 ===
                                                                                                errors;
                                                                                            } else {
                                                                                              var valid8 = true;
                                                                                            }
                                                                                          }
                                                                                        }
                                                                                      }
                                                                                    } else {
                                                                                      validate21.errors = [
                                                                                        {
                                                                                          instancePath:
                                                                                            instancePath +
                                                                                            '/surges/' +
                                                                                            i4 +
                                                                                            '/autoscaler',
                                                                                          schemaPath:
                                                                                            '#/properties/surges/items/properties/autoscaler/type',
                                                                                          keyword: 'type',
                                                                                          params: {
                                                                                            type: 'object',
                                                                                          },
                                                                                          message:
                                                                                            'must be object',
                                                                                        },
                                                                                      ];
                                                                                      return false;
                                                                                    }
                                                                                  }
                                                                                  var valid7 =
                                                                                    _errs72 === errors;
                                                                                } else {
                                                                                  var valid7 = true;
                                                                                }
                                                                                if (valid7) {
                                                                                  if (
                                                                                    data31.from !== undefined
                                                                                  ) {
                                                                                    let data38 = data31.from;
                                                                                    const _errs79 = errors;
                                                                                    if (!(
                                                                                      typeof data38 ==
                                                                                        'number' &&
                                                                                      !(data38 % 1) &&
                                                                                      !isNaN(data38) &&
                                                                                      isFinite(data38)
                                                                                    )) {
                                                                                      validate21.errors = [
                                                                                        {
                                                                                          instancePath:
                                                                                            instancePath +
                                                                                            '/surges/' +
                                                                                            i4 +
                                                                                            '/from',
                                                                                          schemaPath:
                                                                                            '#/properties/surges/items/properties/from/type',
                                                                                          keyword: 'type',
                                                                                          params: {
                                                                                            type: 'integer',
                                                                                          },
                                                                                          message:
                                                                                            'must be integer',
                                                                                        },
                                                                                      ];
                                                                                      return false;
                                                                                    }
                                                                                    if (errors === _errs79) {
                                                                                      if (
                                                                                        typeof data38 ==
                                                                                          'number' &&
                                                                                        isFinite(data38)
                                                                                      ) {
                                                                                        if (
                                                                                          data38 < 1 ||
                                                                                          isNaN(data38)
                                                                                        ) {
                                                                                          validate21.errors =
                                                                                            [
                                                                                              {
                                                                                                instancePath:
                                                                                                  instancePath +
                                                                                                  '/surges/' +
                                                                                                  i4 +
                                                                                                  '/from',
                                                                                                schemaPath:
                                                                                                  '#/properties/surges/items/properties/from/minimum',
                                                                                                keyword:
                                                                                                  'minimum',
                                                                                                params: {
                                                                                                  comparison:
                                                                                                    '>=',
                                                                                                  limit: 1,
                                                                                                },
                                                                                                message:
                                                                                                  'must be >= 1',
                                                                                              },
                                                                                            ];
                                                                                          return false;
                                                                                        }
                                                                                      }
                                                                                    }
                                                                                    var valid7 =
                                                                                      _errs79 === errors;
                                                                                  } else {
                                                                                    var valid7 = true;
                                                                                  }
                                                                                  if (valid7) {
                                                                                    if (
                                                                                      data31.to !== undefined
                                                                                    ) {
                                                                                      let data39 = data31.to;
                                                                                      const _errs81 = errors;
                                                                                      if (!(
                                                                                        typeof data39 ==
                                                                                          'number' &&
                                                                                        !(data39 % 1) &&
                                                                                        !isNaN(data39) &&
                                                                                        isFinite(data39)
                                                                                      )) {
                                                                                        validate21.errors = [
                                                                                          {
                                                                                            instancePath:
                                                                                              instancePath +
                                                                                              '/surges/' +
                                                                                              i4 +
                                                                                              '/to',
                                                                                            schemaPath:
                                                                                              '#/properties/surges/items/properties/to/type',
                                                                                            keyword: 'type',
                                                                                            params: {
                                                                                              type: 'integer',
                                                                                            },
                                                                                            message:
                                                                                              'must be integer',
                                                                                          },
                                                                                        ];
                                                                                        return false;
                                                                                      }
                                                                                      if (
                                                                                        errors === _errs81
                                                                                      ) {
                                                                                        if (
                                                                                          typeof data39 ==
                                                                                            'number' &&
                                                                                          isFinite(data39)
                                                                                        ) {
                                                                                          if (
                                                                                            data39 < 2 ||
                                                                                            isNaN(data39)
                                                                                          ) {
                                                                                            validate21.errors =
                                                                                              [
                                                                                                {
                                                                                                  instancePath:
                                                                                                    instancePath +
                                                                                                    '/surges/' +
                                                                                                    i4 +
                                                                                                    '/to',
                                                                                                  schemaPath:
                                                                                                    '#/properties/surges/items/properties/to/minimum',
                                                                                                  keyword:
                                                                                                    'minimum',
                                                                                                  params: {
                                                                                                    comparison:
                                                                                                      '>=',
                                                                                                    limit: 2,
                                                                                                  },
                                                                                                  message:
                                                                                                    'must be >= 2',
                                                                                                },
                                                                                              ];
                                                                                            return false;
                                                                                          }
                                                                                        }
                                                                                      }
                                                                                      var valid7 =
                                                                                        _errs81 === errors;
                                                                                    } else {
                                                                                      var valid7 = true;
                                                                                    }
                                                                                    if (valid7) {
                                                                                      if (
                                                                                        data31.startedAt !==
                                                                                        undefined
                                                                                      ) {
                                                                                        let data40 =
                                                                                          data31.startedAt;
                                                                                        const _errs83 =
                                                                                          errors;
                                                                                        if (
                                                                                          errors === _errs83
                                                                                        ) {
                                                                                          if (
                                                                                            typeof data40 ===
                                                                                            'string'
                                                                                          ) {
                                                                                            if (
                                                                                              !pattern5.test(
                                                                                                data40,
                                                                                              )
                                                                                            ) {
                                                                                              validate21.errors =
                                                                                                [
                                                                                                  {
                                                                                                    instancePath:
                                                                                                      instancePath +
                                                                                                      '/surges/' +
                                                                                                      i4 +
                                                                                                      '/startedAt',
                                                                                                    schemaPath:
                                                                                                      '#/properties/surges/items/properties/startedAt/pattern',
                                                                                                    keyword:
                                                                                                      'pattern',
                                                                                                    params: {
                                                                                                      pattern:
                                                                                                        '^[-0-9T:.Z]{1,30}$',
                                                                                                    },
                                                                                                    message:
                                                                                                      'must match pattern "' +
                                                                                                      '^[-0-9T:.Z]{1,30}$' +
                                                                                                      '"',
                                                                                                  },
                                                                                                ];
                                                                                              return false;
                                                                                            }
                                                                                          } else {
                                                                                            validate21.errors =
                                                                                              [
                                                                                                {
                                                                                                  instancePath:
                                                                                                    instancePath +
                                                                                                    '/surges/' +
                                                                                                    i4 +
                                                                                                    '/startedAt',
                                                                                                  schemaPath:
                                                                                                    '#/properties/surges/items/properties/startedAt/type',
                                                                                                  keyword:
                                                                                                    'type',
                                                                                                  params: {
                                                                                                    type: 'string',
                                                                                                  },
                                                                                                  message:
                                                                                                    'must be string',
                                                                                                },
                                                                                              ];
                                                                                            return false;
                                                                                          }
                                                                                        }
                                                                                        var valid7 =
                                                                                          _errs83 === errors;
                                                                                      } else {
                                                                                        var valid7 = true;
                                                                                      }
                                                                                      if (valid7) {
                                                                                        if (
                                                                                          data31.raised !==
                                                                                          undefined
                                                                                        ) {
                                                                                          const _errs85 =
                                                                                            errors;
                                                                                          if (
                                                                                            typeof data31.raised !==
                                                                                            'boolean'
                                                                                          ) {
                                                                                            validate21.errors =
                                                                                              [
                                                                                                {
                                                                                                  instancePath:
                                                                                                    instancePath +
                                                                                                    '/surges/' +
                                                                                                    i4 +
                                                                                                    '/raised',
                                                                                                  schemaPath:
                                                                                                    '#/properties/surges/items/properties/raised/type',
                                                                                                  keyword:
                                                                                                    'type',
                                                                                                  params: {
                                                                                                    type: 'boolean',
                                                                                                  },
                                                                                                  message:
                                                                                                    'must be boolean',
                                                                                                },
                                                                                              ];
                                                                                            return false;
                                                                                          }
                                                                                          var valid7 =
                                                                                            _errs85 ===
                                                                                            errors;
                                                                                        } else {
                                                                                          var valid7 = true;
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
                                                                          instancePath:
                                                                            instancePath + '/surges/' + i4,
                                                                          schemaPath:
                                                                            '#/properties/surges/items/type',
                                                                          keyword: 'type',
                                                                          params: { type: 'object' },
                                                                          message: 'must be object',
                                                                        },
                                                                      ];
                                                                      return false;
                                                                    }
                                                                  }
                                                                  var valid6 = _errs63 === errors;
                                                                  if (!valid6) {
                                                                    break;
                                                                  }
                                                                }
                                                              }
                                                            } else {
                                                              validate21.errors = [
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
                                                          var valid0 = _errs61 === errors;
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
