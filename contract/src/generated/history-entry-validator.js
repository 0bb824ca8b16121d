// Generated from schemas/status.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate21;
export default validate21;
const schema6 = {
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
  $id: 'history-entry',
};
const func2 = Object.prototype.hasOwnProperty;

function validate21(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="history-entry" */ let vErrors = null;
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
          if (data.node !== undefined) {
            const _errs2 = errors;
            if (typeof data.node !== 'string') {
              validate21.errors = [
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
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.reason !== undefined) {
              const _errs4 = errors;
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
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.events !== undefined) {
                let data2 = data.events;
                const _errs6 = errors;
                if (errors === _errs6) {
                  if (Array.isArray(data2)) {
                    var valid1 = true;
                    const len0 = data2.length;
                    for (let i0 = 0; i0 < len0; i0++) {
                      const _errs8 = errors;
                      if (typeof data2[i0] !== 'string') {
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
                      var valid1 = _errs8 === errors;
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
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.outcome !== undefined) {
                  let data4 = data.outcome;
                  const _errs10 = errors;
                  if (!(
                    data4 === 'succeeded' ||
                    data4 === 'failed' ||
                    data4 === 'cancelled' ||
                    data4 === 'paused'
                  )) {
                    validate21.errors = [
                      {
                        instancePath: instancePath + '/outcome',
                        schemaPath: '#/properties/outcome/enum',
                        keyword: 'enum',
                        params: { allowedValues: schema6.properties.outcome.enum },
                        message: 'must be equal to one of the allowed values',
                      },
                    ];
                    return false;
                  }
                  var valid0 = _errs10 === errors;
                } else {
                  var valid0 = true;
                }
                if (valid0) {
                  if (data.startedAt !== undefined) {
                    const _errs11 = errors;
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
                    var valid0 = _errs11 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.endedAt !== undefined) {
                      const _errs13 = errors;
                      if (typeof data.endedAt !== 'string') {
                        validate21.errors = [
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
                      var valid0 = _errs13 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.durationSeconds !== undefined) {
                        let data7 = data.durationSeconds;
                        const _errs15 = errors;
                        if (errors === _errs15) {
                          if (typeof data7 == 'number' && isFinite(data7)) {
                            if (data7 < 0 || isNaN(data7)) {
                              validate21.errors = [
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
                            validate21.errors = [
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
                        var valid0 = _errs15 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.attempts !== undefined) {
                          let data8 = data.attempts;
                          const _errs17 = errors;
                          if (!(
                            typeof data8 == 'number' &&
                            !(data8 % 1) &&
                            !isNaN(data8) &&
                            isFinite(data8)
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
                          if (errors === _errs17) {
                            if (typeof data8 == 'number' && isFinite(data8)) {
                              if (data8 < 0 || isNaN(data8)) {
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
                          var valid0 = _errs17 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.pods !== undefined) {
                            let data9 = data.pods;
                            const _errs19 = errors;
                            if (!(
                              typeof data9 == 'number' &&
                              !(data9 % 1) &&
                              !isNaN(data9) &&
                              isFinite(data9)
                            )) {
                              validate21.errors = [
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
                            if (errors === _errs19) {
                              if (typeof data9 == 'number' && isFinite(data9)) {
                                if (data9 < 0 || isNaN(data9)) {
                                  validate21.errors = [
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
                            var valid0 = _errs19 === errors;
                          } else {
                            var valid0 = true;
                          }
                          if (valid0) {
                            if (data.graceSeconds !== undefined) {
                              let data10 = data.graceSeconds;
                              const _errs21 = errors;
                              if (errors === _errs21) {
                                if (typeof data10 == 'number' && isFinite(data10)) {
                                  if (data10 < 0 || isNaN(data10)) {
                                    validate21.errors = [
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
                                  validate21.errors = [
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
                              var valid0 = _errs21 === errors;
                            } else {
                              var valid0 = true;
                            }
                            if (valid0) {
                              if (data.surges !== undefined) {
                                let data11 = data.surges;
                                const _errs23 = errors;
                                if (!(
                                  typeof data11 == 'number' &&
                                  !(data11 % 1) &&
                                  !isNaN(data11) &&
                                  isFinite(data11)
                                )) {
                                  validate21.errors = [
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
                                if (errors === _errs23) {
                                  if (typeof data11 == 'number' && isFinite(data11)) {
                                    if (data11 < 0 || isNaN(data11)) {
                                      validate21.errors = [
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
                                var valid0 = _errs23 === errors;
                              } else {
                                var valid0 = true;
                              }
                              if (valid0) {
                                if (data.blockedBy !== undefined) {
                                  let data12 = data.blockedBy;
                                  const _errs25 = errors;
                                  if (errors === _errs25) {
                                    if (Array.isArray(data12)) {
                                      var valid2 = true;
                                      const len1 = data12.length;
                                      for (let i1 = 0; i1 < len1; i1++) {
                                        let data13 = data12[i1];
                                        const _errs27 = errors;
                                        if (errors === _errs27) {
                                          if (data13 && typeof data13 == 'object' && !Array.isArray(data13)) {
                                            let missing1;
                                            if (data13.pod === undefined && (missing1 = 'pod')) {
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
                                              const _errs29 = errors;
                                              for (const key1 in data13) {
                                                if (!(key1 === 'pod' || key1 === 'budgets')) {
                                                  delete data13[key1];
                                                }
                                              }
                                              if (_errs29 === errors) {
                                                if (data13.pod !== undefined) {
                                                  const _errs30 = errors;
                                                  if (typeof data13.pod !== 'string') {
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
                                                  var valid3 = _errs30 === errors;
                                                } else {
                                                  var valid3 = true;
                                                }
                                                if (valid3) {
                                                  if (data13.budgets !== undefined) {
                                                    let data15 = data13.budgets;
                                                    const _errs32 = errors;
                                                    if (errors === _errs32) {
                                                      if (Array.isArray(data15)) {
                                                        var valid4 = true;
                                                        const len2 = data15.length;
                                                        for (let i2 = 0; i2 < len2; i2++) {
                                                          const _errs34 = errors;
                                                          if (typeof data15[i2] !== 'string') {
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
                                                          var valid4 = _errs34 === errors;
                                                          if (!valid4) {
                                                            break;
                                                          }
                                                        }
                                                      } else {
                                                        validate21.errors = [
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
                                                    var valid3 = _errs32 === errors;
                                                  } else {
                                                    var valid3 = true;
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
                                        var valid2 = _errs27 === errors;
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
                                  var valid0 = _errs25 === errors;
                                } else {
                                  var valid0 = true;
                                }
                                if (valid0) {
                                  if (data.message !== undefined) {
                                    const _errs36 = errors;
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
                                    var valid0 = _errs36 === errors;
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
