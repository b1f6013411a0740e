# What partners may send, asked at the gateway before a request is routed: only what is described here gets in.
package paymentpro.requests

amount := {"type": "integer", "minimum": 1, "maximum": 100000000000}

currency := {"type": "string", "pattern": "^[A-Z]{3}$"}

reference := {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}

card_token := {"type": "string", "pattern": "^tok_[A-Za-z0-9]{1,60}$"}

text := {"type": "string", "minLength": 1, "maxLength": 500}

# By the segment after the version. Fields that are not named are refused: so are card numbers, but where cards takes them.
fields := {
	"payments": {"amount": amount, "currency": currency, "merchant": reference, "card_token": card_token, "description": text},
	"refunds": {"payment": reference, "amount": amount, "currency": currency, "reason": text},
	"payouts": {"wallet": reference, "amount": amount, "currency": currency},
	"customers": {"name": text, "email": {"type": "string", "pattern": "^[^@ ]+@[^@ ]+$", "maxLength": 254}},
	"disputes": {"payment": reference, "reason": text},
	"cards": {
		"customer": reference,
		"card_number": {"type": "string", "pattern": "^[0-9]{12,19}$"},
		"expiry": {"type": "string", "pattern": "^(0[1-9]|1[0-2])/[0-9]{2}$"},
	},
	"webhooks": {"url": {"type": "string", "pattern": "^https://", "maxLength": 2000}},
}

optional := {"payments": {"description"}, "refunds": {"reason"}}

default allow := {"allowed": false, "http_status": 400, "body": "{\"error\":\"the request is not understood\",\"fields\":[]}"}

allow := {"allowed": true} if {
	body_is_whole
	fields[resource]
	count(wrong) == 0
}

allow := {"allowed": false, "http_status": 400, "body": json.marshal({"error": "the body is not as described", "fields": wrong})} if {
	body_is_whole
	fields[resource]
	count(wrong) > 0
}

resource := input.parsed_path[1] if input.parsed_path[0] == "v1"

body_is_whole if {
	input.truncated_body == false
	is_object(input.parsed_body)
}

# Names of fields, and none of their values: answers are logged.
wrong contains field if {
	some field in object.keys(input.parsed_body)
	not fields[resource][field]
}

wrong contains field if {
	some field, schema in fields[resource]
	not is_optional(field)
	not matches(schema, field)
}

wrong contains field if {
	some field, schema in fields[resource]
	is_optional(field)
	field in object.keys(input.parsed_body)
	not matches(schema, field)
}

is_optional(field) if field in optional[resource]

matches(schema, field) if {
	json.match_schema(json.marshal(input.parsed_body[field]), schema)[0]
}
