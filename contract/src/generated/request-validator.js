// Generated from schemas/request.schema.json by `npm run generate`. Do not edit.
'use strict';
export const validate = validate21;
export default validate21;
const schema6 = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  $id: 'request',
  type: 'object',
  required: ['reason'],
  properties: {
    reason: { type: 'string', pattern: '\\S' },
    by: { type: ['string', 'null'] },
    requester: { type: ['string', 'null'] },
  },
};
const pattern0 = new RegExp('\\S', 'u');

function validate21(data, { instancePath = '', parentData, parentDataProperty, rootData = data } = {}) {
  /*# sourceURL="request" */ let vErrors = null;
  let errors = 0;
  if (errors === 0) {
    if (data && typeof data == 'object' && !Array.isArray(data)) {
      let missing0;
      if (data.reason === undefined && (missing0 = 'reason')) {
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
                  validate21.errors = [
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
                validate21.errors = [
                  {
                    instancePath: instancePath + '/by',
                    schemaPath: '#/properties/by/type',
                    keyword: 'type',
                    params: { type: schema6.properties.by.type },
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
                  validate21.errors = [
                    {
                      instancePath: instancePath + '/requester',
                      schemaPath: '#/properties/requester/type',
                      keyword: 'type',
                      params: { type: schema6.properties.requester.type },
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
