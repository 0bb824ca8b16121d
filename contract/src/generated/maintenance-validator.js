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
    overridden: { type: 'boolean' },
    drainedSeconds: { type: 'number', minimum: 0 },
    gaveWay: { type: 'boolean' },
    deadlineMissed: { type: 'boolean' },
    traceId: { type: 'string' },
    overSince: { type: 'string' },
  },
};
const func2 = Object.prototype.hasOwnProperty;

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
                                    if (data.overridden !== undefined) {
                                      const _errs39 = errors;
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
                                      var valid0 = _errs39 === errors;
                                    } else {
                                      var valid0 = true;
                                    }
                                    if (valid0) {
                                      if (data.drainedSeconds !== undefined) {
                                        let data20 = data.drainedSeconds;
                                        const _errs41 = errors;
                                        if (errors === _errs41) {
                                          if (typeof data20 == 'number' && isFinite(data20)) {
                                            if (data20 < 0 || isNaN(data20)) {
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
                                        var valid0 = _errs41 === errors;
                                      } else {
                                        var valid0 = true;
                                      }
                                      if (valid0) {
                                        if (data.gaveWay !== undefined) {
                                          const _errs43 = errors;
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
                                          var valid0 = _errs43 === errors;
                                        } else {
                                          var valid0 = true;
                                        }
                                        if (valid0) {
                                          if (data.deadlineMissed !== undefined) {
                                            const _errs45 = errors;
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
                                            var valid0 = _errs45 === errors;
                                          } else {
                                            var valid0 = true;
                                          }
                                          if (valid0) {
                                            if (data.traceId !== undefined) {
                                              const _errs47 = errors;
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
                                              var valid0 = _errs47 === errors;
                                            } else {
                                              var valid0 = true;
                                            }
                                            if (valid0) {
                                              if (data.overSince !== undefined) {
                                                const _errs49 = errors;
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
                                                var valid0 = _errs49 === errors;
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
