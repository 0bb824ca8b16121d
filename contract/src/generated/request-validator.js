// Generated from schemas/request.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate10;
export default validate10;
const schema11 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'request',
  title: 'RequestDocument',
  description:
    'What somebody asks of mechanic: the value of the annotation `mechanic.dev/request`. Without control characters, or it cannot be read; unknown fields are dropped.',
  type: 'object',
  required: ['reason'],
  properties: {
    reason: {
      type: 'string',
      pattern: '\\S',
      description: 'What the node is to be drained for, for people. Cut to 256 characters.',
    },
    by: {
      type: ['string', 'null'],
      description: 'When the node should be empty, RFC 3339; without it the request is never due.',
    },
    requester: {
      type: ['string', 'null'],
      description: 'Who or what asks, for people. Cut to 256 characters.',
    },
  },
};
const pattern0 = new RegExp('\\S', 'u');

function validate10(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="request" */ let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.reason === undefined && (missing0 = 'reason')) {
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
          if (!(key0 === 'reason' || key0 === 'by' || key0 === 'requester')) {
            delete data[key0];
          }
        }
        if (_errs1 === errors) {
          if (data.reason !== undefined) {
            let data0 = data.reason;
            const _errs2 = errors;
            if (errors === _errs2) {
              if (typeof data0 === 'string') {
                if (!pattern0.test(data0)) {
                  validate10.errors = [
                    {
                      instancePath: instancePath + '/reason',
                      schemaPath: '#/properties/reason/pattern',
                      keyword: 'pattern',
                      params: { pattern: '\\S' },
                      message: 'must match pattern "' + '\\S' + '"',
                    },
                  ];
                  return false;
                }
              } else {
                validate10.errors = [
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
            }
            var valid0 = _errs2 === errors;
          } else {
            var valid0 = true;
          }
          if (valid0) {
            if (data.by !== undefined) {
              let data1 = data.by;
              const _errs4 = errors;
              if (typeof data1 !== 'string' && data1 !== null) {
                validate10.errors = [
                  {
                    instancePath: instancePath + '/by',
                    schemaPath: '#/properties/by/type',
                    keyword: 'type',
                    params: { type: schema11.properties.by.type },
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
              if (data.requester !== undefined) {
                let data2 = data.requester;
                const _errs6 = errors;
                if (typeof data2 !== 'string' && data2 !== null) {
                  validate10.errors = [
                    {
                      instancePath: instancePath + '/requester',
                      schemaPath: '#/properties/requester/type',
                      keyword: 'type',
                      params: { type: schema11.properties.requester.type },
                      message: 'must be string,null',
                    },
                  ];
                  return false;
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
