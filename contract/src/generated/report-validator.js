// Generated from schemas/report.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate21;
export default validate21;
const schema6 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'report',
  type: 'object',
  required: ['version', 'vm', 'imds', 'incarnation', 'changedAt', 'events'],
  properties: {
    version: { const: 1 },
    vm: { type: 'string' },
    imds: { enum: ['starting', 'ok', 'unavailable'] },
    incarnation: { type: 'string' },
    changedAt: { type: 'string' },
    events: { type: 'array', items: { $ref: '#/definitions/ReportedEvent' } },
    omitted: { type: 'integer' },
  },
  definitions: {
    ReportedEvent: {
      type: 'object',
      required: [
        'id',
        'type',
        'status',
        'notBefore',
        'durationSeconds',
        'source',
        'description',
        'liveMigration',
        'resources',
      ],
      properties: {
        id: { type: 'string' },
        type: { type: 'string' },
        status: { type: 'string' },
        notBefore: { type: ['string', 'null'] },
        durationSeconds: { type: 'number' },
        source: { type: 'string' },
        description: { type: 'string' },
        liveMigration: { type: 'boolean' },
        resources: { type: 'array', items: { type: 'string' } },
      },
    },
  },
};
const schema7 = {
  type: 'object',
  required: [
    'id',
    'type',
    'status',
    'notBefore',
    'durationSeconds',
    'source',
    'description',
    'liveMigration',
    'resources',
  ],
  properties: {
    id: { type: 'string' },
    type: { type: 'string' },
    status: { type: 'string' },
    notBefore: { type: ['string', 'null'] },
    durationSeconds: { type: 'number' },
    source: { type: 'string' },
    description: { type: 'string' },
    liveMigration: { type: 'boolean' },
    resources: { type: 'array', items: { type: 'string' } },
  },
};
const func2 = Object.prototype.hasOwnProperty;

function validate22(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
        (data.description === undefined && (missing0 = 'description')) ||
        (data.liveMigration === undefined && (missing0 = 'liveMigration')) ||
        (data.resources === undefined && (missing0 = 'resources'))
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
        const _errs1 = errors;
        for (const key0 in data) {
          if (!func2.call(schema7.properties, key0)) {
            delete data[key0];
          }
        }
        if (_errs1 === errors) {
          if (data.id !== undefined) {
            const _errs2 = errors;
            if (typeof data.id !== 'string') {
              validate22.errors = [
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
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.type !== undefined) {
              const _errs4 = errors;
              if (typeof data.type !== 'string') {
                validate22.errors = [
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
              var valid0 = _errs4 === errors;
            } else {
              var valid0 = true;
            }
            if (valid0) {
              if (data.status !== undefined) {
                const _errs6 = errors;
                if (typeof data.status !== 'string') {
                  validate22.errors = [
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
                var valid0 = _errs6 === errors;
              } else {
                var valid0 = true;
              }
              if (valid0) {
                if (data.notBefore !== undefined) {
                  let data3 = data.notBefore;
                  const _errs8 = errors;
                  if (typeof data3 !== 'string' && data3 !== null) {
                    validate22.errors = [
                      {
                        instancePath: instancePath + '/notBefore',
                        schemaPath: '#/properties/notBefore/type',
                        keyword: 'type',
                        params: { type: schema7.properties.notBefore.type },
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
                  if (data.durationSeconds !== undefined) {
                    let data4 = data.durationSeconds;
                    const _errs10 = errors;
                    if (!(typeof data4 == 'number' && isFinite(data4))) {
                      validate22.errors = [
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
                    var valid0 = _errs10 === errors;
                  } else {
                    var valid0 = true;
                  }
                  if (valid0) {
                    if (data.source !== undefined) {
                      const _errs12 = errors;
                      if (typeof data.source !== 'string') {
                        validate22.errors = [
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
                      var valid0 = _errs12 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.description !== undefined) {
                        const _errs14 = errors;
                        if (typeof data.description !== 'string') {
                          validate22.errors = [
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
                        var valid0 = _errs14 === errors;
                      } else {
                        var valid0 = true;
                      }
                      if (valid0) {
                        if (data.liveMigration !== undefined) {
                          const _errs16 = errors;
                          if (typeof data.liveMigration !== 'boolean') {
                            validate22.errors = [
                              {
                                instancePath: instancePath + '/liveMigration',
                                schemaPath: '#/properties/liveMigration/type',
                                keyword: 'type',
                                params: { type: 'boolean' },
                                message: 'must be boolean',
                              },
                            ];
                            return false;
                          }
                          var valid0 = _errs16 === errors;
                        } else {
                          var valid0 = true;
                        }
                        if (valid0) {
                          if (data.resources !== undefined) {
                            let data8 = data.resources;
                            const _errs18 = errors;
                            if (errors === _errs18) {
                              if (Array.isArray(data8)) {
                                var valid1 = true;
                                const len0 = data8.length;
                                for (let i0 = 0; i0 < len0; i0++) {
                                  const _errs20 = errors;
                                  if (typeof data8[i0] !== 'string') {
                                    validate22.errors = [
                                      {
                                        instancePath: instancePath + '/resources/' + i0,
                                        schemaPath: '#/properties/resources/items/type',
                                        keyword: 'type',
                                        params: { type: 'string' },
                                        message: 'must be string',
                                      },
                                    ];
                                    return false;
                                  }
                                  var valid1 = _errs20 === errors;
                                  if (!valid1) {
                                    break;
                                  }
                                }
                              } else {
                                validate22.errors = [
                                  {
                                    instancePath: instancePath + '/resources',
                                    schemaPath: '#/properties/resources/type',
                                    keyword: 'type',
                                    params: { type: 'array' },
                                    message: 'must be array',
                                  },
                                ];
                                return false;
                              }
                            }
                            var valid0 = _errs18 === errors;
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

function validate21(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="report" */ let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (
        (data.version === undefined && (missing0 = 'version')) ||
        (data.vm === undefined && (missing0 = 'vm')) ||
        (data.imds === undefined && (missing0 = 'imds')) ||
        (data.incarnation === undefined && (missing0 = 'incarnation')) ||
        (data.changedAt === undefined && (missing0 = 'changedAt')) ||
        (data.events === undefined && (missing0 = 'events'))
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
          if (!(
            key0 === 'version' ||
            key0 === 'vm' ||
            key0 === 'imds' ||
            key0 === 'incarnation' ||
            key0 === 'changedAt' ||
            key0 === 'events' ||
            key0 === 'omitted'
          )) {
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
            if (data.vm !== undefined) {
              const _errs3 = errors;
              if (typeof data.vm !== 'string') {
                validate21.errors = [
                  {
                    instancePath: instancePath + '/vm',
                    schemaPath: '#/properties/vm/type',
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
              if (data.imds !== undefined) {
                let data2 = data.imds;
                const _errs5 = errors;
                if (!(data2 === 'starting' || data2 === 'ok' || data2 === 'unavailable')) {
                  validate21.errors = [
                    {
                      instancePath: instancePath + '/imds',
                      schemaPath: '#/properties/imds/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema6.properties.imds.enum },
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
                if (data.incarnation !== undefined) {
                  const _errs6 = errors;
                  if (typeof data.incarnation !== 'string') {
                    validate21.errors = [
                      {
                        instancePath: instancePath + '/incarnation',
                        schemaPath: '#/properties/incarnation/type',
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
                  if (data.changedAt !== undefined) {
                    const _errs8 = errors;
                    if (typeof data.changedAt !== 'string') {
                      validate21.errors = [
                        {
                          instancePath: instancePath + '/changedAt',
                          schemaPath: '#/properties/changedAt/type',
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
                  if (valid0) {
                    if (data.events !== undefined) {
                      let data5 = data.events;
                      const _errs10 = errors;
                      if (errors === _errs10) {
                        if (Array.isArray(data5)) {
                          var valid1 = true;
                          const len0 = data5.length;
                          for (let i0 = 0; i0 < len0; i0++) {
                            const _errs12 = errors;
                            if (
                              !validate22(data5[i0], {
                                instancePath: instancePath + '/events/' + i0,
                                parentData: data5,
                                parentDataProperty: i0,
                                rootData,
                              })
                            ) {
                              vErrors =
                                vErrors === null ? validate22.errors : vErrors.concat(validate22.errors);
                              errors = vErrors.length;
                            }
                            var valid1 = _errs12 === errors;
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
                      var valid0 = _errs10 === errors;
                    } else {
                      var valid0 = true;
                    }
                    if (valid0) {
                      if (data.omitted !== undefined) {
                        let data7 = data.omitted;
                        const _errs13 = errors;
                        if (!(typeof data7 == 'number' && !(data7 % 1) && !isNaN(data7) && isFinite(data7))) {
                          validate21.errors = [
                            {
                              instancePath: instancePath + '/omitted',
                              schemaPath: '#/properties/omitted/type',
                              keyword: 'type',
                              params: { type: 'integer' },
                              message: 'must be integer',
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
