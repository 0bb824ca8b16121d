// Generated from schemas/report.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate10;
export default validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'report',
  title: 'Report',
  description:
    'What the probe read from IMDS about its own VM: the value of the annotation `mechanic.dev/report`. At most 64 KiB and without control characters, or it cannot be read; unknown fields are dropped, and at most 64 events count, the most urgent.',
  type: 'object',
  required: ['version', 'vm', 'imds', 'incarnation', 'changedAt', 'events'],
  properties: {
    version: { const: 1 },
    vm: {
      type: 'string',
      description: 'Name of the VM as IMDS uses it in `Resources`; empty while unknown.',
    },
    imds: {
      enum: ['starting', 'ok', 'unavailable'],
      description:
        '`starting`: no answer yet. `unavailable`: no good answer for 30 s; the events are the last known ones.',
    },
    incarnation: {
      type: 'string',
      description:
        'DocumentIncarnation of the document read last, as an opaque string; empty before the first.',
    },
    changedAt: { type: 'string', description: 'When this report last changed, RFC 3339 in UTC.' },
    events: { type: 'array', items: { $ref: '#/definitions/ReportedEvent' } },
    omitted: {
      type: 'integer',
      description:
        'How many less urgent events did not fit into the annotation, or 0 when only names of other VMs did not; missing when the report is complete.',
    },
  },
  definitions: {
    ReportedEvent: {
      title: 'ReportedEvent',
      description: 'A scheduled event whose `Resources` name this VM.',
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
        id: { type: 'string', description: 'EventId, as IMDS spells it; at most 128 characters.' },
        type: { type: 'string', description: 'EventType, passed through even when unknown.' },
        status: { type: 'string', description: 'EventStatus, passed through even when unknown.' },
        notBefore: {
          type: ['string', 'null'],
          description:
            'Earliest start, RFC 3339 in UTC; null when IMDS gives none or one that cannot be read.',
        },
        durationSeconds: {
          type: 'number',
          description: 'Expected interruption in seconds; -1 when unknown.',
        },
        source: { type: 'string', description: '`Platform`, `User`, or empty.' },
        description: { type: 'string', description: 'Cut to 256 characters.' },
        liveMigration: { type: 'boolean', description: 'The description speaks of a live migration.' },
        resources: {
          type: 'array',
          items: { type: 'string' },
          description: 'Every VM that the event names.',
        },
      },
    },
  },
};
const schema12 = {
  title: 'ReportedEvent',
  description: 'A scheduled event whose `Resources` name this VM.',
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
    id: { type: 'string', description: 'EventId, as IMDS spells it; at most 128 characters.' },
    type: { type: 'string', description: 'EventType, passed through even when unknown.' },
    status: { type: 'string', description: 'EventStatus, passed through even when unknown.' },
    notBefore: {
      type: ['string', 'null'],
      description: 'Earliest start, RFC 3339 in UTC; null when IMDS gives none or one that cannot be read.',
    },
    durationSeconds: { type: 'number', description: 'Expected interruption in seconds; -1 when unknown.' },
    source: { type: 'string', description: '`Platform`, `User`, or empty.' },
    description: { type: 'string', description: 'Cut to 256 characters.' },
    liveMigration: { type: 'boolean', description: 'The description speaks of a live migration.' },
    resources: { type: 'array', items: { type: 'string' }, description: 'Every VM that the event names.' },
  },
};
const func2 = Object.prototype.hasOwnProperty;

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
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
        validate10.errors = [
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
              validate10.errors = [
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
                validate10.errors = [
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
                  validate10.errors = [
                    {
                      instancePath: instancePath + '/imds',
                      schemaPath: '#/properties/imds/enum',
                      keyword: 'enum',
                      params: { allowedValues: schema11.properties.imds.enum },
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
                    validate10.errors = [
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
                      validate10.errors = [
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
                            let data6 = data5[i0];
                            const _errs12 = errors;
                            const _errs13 = errors;
                            if (errors === _errs13) {
                              if (data6 && typeof data6 == 'object' && !Array.isArray(data6)) {
                                let missing1;
                                if (
                                  (data6.id === undefined && (missing1 = 'id')) ||
                                  (data6.type === undefined && (missing1 = 'type')) ||
                                  (data6.status === undefined && (missing1 = 'status')) ||
                                  (data6.notBefore === undefined && (missing1 = 'notBefore')) ||
                                  (data6.durationSeconds === undefined && (missing1 = 'durationSeconds')) ||
                                  (data6.source === undefined && (missing1 = 'source')) ||
                                  (data6.description === undefined && (missing1 = 'description')) ||
                                  (data6.liveMigration === undefined && (missing1 = 'liveMigration')) ||
                                  (data6.resources === undefined && (missing1 = 'resources'))
                                ) {
                                  validate10.errors = [
                                    {
                                      instancePath: instancePath + '/events/' + i0,
                                      schemaPath: '#/definitions/ReportedEvent/required',
                                      keyword: 'required',
                                      params: { missingProperty: missing1 },
                                      message: "must have required property '" + missing1 + "'",
                                    },
                                  ];
                                  return false;
                                } else {
                                  const _errs15 = errors;
                                  for (const key1 in data6) {
                                    if (!func2.call(schema12.properties, key1)) {
                                      delete data6[key1];
                                    }
                                  }
                                  if (_errs15 === errors) {
                                    if (data6.id !== undefined) {
                                      const _errs16 = errors;
                                      if (typeof data6.id !== 'string') {
                                        validate10.errors = [
                                          {
                                            instancePath: instancePath + '/events/' + i0 + '/id',
                                            schemaPath: '#/definitions/ReportedEvent/properties/id/type',
                                            keyword: 'type',
                                            params: { type: 'string' },
                                            message: 'must be string',
                                          },
                                        ];
                                        return false;
                                      }
                                      var valid3 = _errs16 === errors;
                                    } else {
                                      var valid3 = true;
                                    }
                                    if (valid3) {
                                      if (data6.type !== undefined) {
                                        const _errs18 = errors;
                                        if (typeof data6.type !== 'string') {
                                          validate10.errors = [
                                            {
                                              instancePath: instancePath + '/events/' + i0 + '/type',
                                              schemaPath: '#/definitions/ReportedEvent/properties/type/type',
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
                                        if (data6.status !== undefined) {
                                          const _errs20 = errors;
                                          if (typeof data6.status !== 'string') {
                                            validate10.errors = [
                                              {
                                                instancePath: instancePath + '/events/' + i0 + '/status',
                                                schemaPath:
                                                  '#/definitions/ReportedEvent/properties/status/type',
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
                                          if (data6.notBefore !== undefined) {
                                            let data10 = data6.notBefore;
                                            const _errs22 = errors;
                                            if (typeof data10 !== 'string' && data10 !== null) {
                                              validate10.errors = [
                                                {
                                                  instancePath: instancePath + '/events/' + i0 + '/notBefore',
                                                  schemaPath:
                                                    '#/definitions/ReportedEvent/properties/notBefore/type',
                                                  keyword: 'type',
                                                  params: { type: schema12.properties.notBefore.type },
                                                  message: 'must be string,null',
                                                },
                                              ];
                                              return false;
                                            }
                                            var valid3 = _errs22 === errors;
                                          } else {
                                            var valid3 = true;
                                          }
                                          if (valid3) {
                                            if (data6.durationSeconds !== undefined) {
                                              let data11 = data6.durationSeconds;
                                              const _errs24 = errors;
                                              if (!(typeof data11 == 'number' && isFinite(data11))) {
                                                validate10.errors = [
                                                  {
                                                    instancePath:
                                                      instancePath + '/events/' + i0 + '/durationSeconds',
                                                    schemaPath:
                                                      '#/definitions/ReportedEvent/properties/durationSeconds/type',
                                                    keyword: 'type',
                                                    params: { type: 'number' },
                                                    message: 'must be number',
                                                  },
                                                ];
                                                return false;
                                              }
                                              var valid3 = _errs24 === errors;
                                            } else {
                                              var valid3 = true;
                                            }
                                            if (valid3) {
                                              if (data6.source !== undefined) {
                                                const _errs26 = errors;
                                                if (typeof data6.source !== 'string') {
                                                  validate10.errors = [
                                                    {
                                                      instancePath:
                                                        instancePath + '/events/' + i0 + '/source',
                                                      schemaPath:
                                                        '#/definitions/ReportedEvent/properties/source/type',
                                                      keyword: 'type',
                                                      params: { type: 'string' },
                                                      message: 'must be string',
                                                    },
                                                  ];
                                                  return false;
                                                }
                                                var valid3 = _errs26 === errors;
                                              } else {
                                                var valid3 = true;
                                              }
                                              if (valid3) {
                                                if (data6.description !== undefined) {
                                                  const _errs28 = errors;
                                                  if (typeof data6.description !== 'string') {
                                                    validate10.errors = [
                                                      {
                                                        instancePath:
                                                          instancePath + '/events/' + i0 + '/description',
                                                        schemaPath:
                                                          '#/definitions/ReportedEvent/properties/description/type',
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
                                                  if (data6.liveMigration !== undefined) {
                                                    const _errs30 = errors;
                                                    if (typeof data6.liveMigration !== 'boolean') {
                                                      validate10.errors = [
                                                        {
                                                          instancePath:
                                                            instancePath + '/events/' + i0 + '/liveMigration',
                                                          schemaPath:
                                                            '#/definitions/ReportedEvent/properties/liveMigration/type',
                                                          keyword: 'type',
                                                          params: { type: 'boolean' },
                                                          message: 'must be boolean',
                                                        },
                                                      ];
                                                      return false;
                                                    }
                                                    var valid3 = _errs30 === errors;
                                                  } else {
                                                    var valid3 = true;
                                                  }
                                                  if (valid3) {
                                                    if (data6.resources !== undefined) {
                                                      let data15 = data6.resources;
                                                      const _errs32 = errors;
                                                      if (errors === _errs32) {
                                                        if (Array.isArray(data15)) {
                                                          var valid4 = true;
                                                          const len1 = data15.length;
                                                          for (let i1 = 0; i1 < len1; i1++) {
                                                            const _errs34 = errors;
                                                            if (typeof data15[i1] !== 'string') {
                                                              validate10.errors = [
                                                                {
                                                                  instancePath:
                                                                    instancePath +
                                                                    '/events/' +
                                                                    i0 +
                                                                    '/resources/' +
                                                                    i1,
                                                                  schemaPath:
                                                                    '#/definitions/ReportedEvent/properties/resources/items/type',
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
                                                          validate10.errors = [
                                                            {
                                                              instancePath:
                                                                instancePath + '/events/' + i0 + '/resources',
                                                              schemaPath:
                                                                '#/definitions/ReportedEvent/properties/resources/type',
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
                                            }
                                          }
                                        }
                                      }
                                    }
                                  }
                                }
                              } else {
                                validate10.errors = [
                                  {
                                    instancePath: instancePath + '/events/' + i0,
                                    schemaPath: '#/definitions/ReportedEvent/type',
                                    keyword: 'type',
                                    params: { type: 'object' },
                                    message: 'must be object',
                                  },
                                ];
                                return false;
                              }
                            }
                            var valid1 = _errs12 === errors;
                            if (!valid1) {
                              break;
                            }
                          }
                        } else {
                          validate10.errors = [
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
                        let data17 = data.omitted;
                        const _errs36 = errors;
                        if (!(
                          typeof data17 == 'number' &&
                          !(data17 % 1) &&
                          !isNaN(data17) &&
                          isFinite(data17)
                        )) {
                          validate10.errors = [
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
    } else {
      validate10.errors = [
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
  validate10.errors = vErrors;
  return errors === 0;
}
