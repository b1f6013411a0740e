package paymentpro.requests_test

import data.paymentpro.requests

payment := {"amount": 1999, "currency": "EUR", "merchant": "m-1", "card_token": "tok_1"}

asking(path, body) := {"parsed_path": path, "parsed_body": body, "truncated_body": false}

wrong_fields(path, body) := json.unmarshal(answer.body).fields if {
	answer := requests.allow with input as asking(path, body)
	answer.allowed == false
	answer.http_status == 400
}

passes(path, body) if {
	answer := requests.allow with input as asking(path, body)
	answer == {"allowed": true}
}

test_what_is_described_passes if {
	passes(["v1", "payments"], payment)
	passes(["v1", "payments", "42"], payment)
	passes(["v1", "payments"], object.union(payment, {"description": "shoes"}))
	passes(["v1", "refunds"], {"payment": "p-1", "amount": 1, "currency": "USD"})
	passes(["v1", "payouts"], {"wallet": "w-1", "amount": 1, "currency": "USD"})
	passes(["v1", "customers"], {"name": "Ada", "email": "ada@example.com"})
	passes(["v1", "disputes"], {"payment": "p-1", "reason": "never came"})
	passes(["v1", "cards"], {"customer": "c-1", "card_number": "4111111111111111", "expiry": "09/28"})
	passes(["v1", "webhooks"], {"url": "https://partner.example/hook"})
}

test_what_is_missing_is_named if {
	wrong_fields(["v1", "payments"], {}) == ["amount", "card_token", "currency", "merchant"]
}

test_values_of_another_kind_are_refused if {
	wrong_fields(["v1", "payments"], object.union(payment, {"amount": "1999"})) == ["amount"]
	wrong_fields(["v1", "payments"], object.union(payment, {"amount": 0})) == ["amount"]
	wrong_fields(["v1", "payments"], object.union(payment, {"amount": 1.5})) == ["amount"]
	wrong_fields(["v1", "payments"], object.union(payment, {"currency": "euro"})) == ["currency"]
	wrong_fields(["v1", "payments"], object.union(payment, {"merchant": null})) == ["merchant"]
	wrong_fields(["v1", "payments"], object.union(payment, {"description": ""})) == ["description"]
	wrong_fields(["v1", "webhooks"], {"url": "http://partner.example/hook"}) == ["url"]
}

test_a_card_number_is_no_field if {
	wrong_fields(["v1", "payments"], object.union(payment, {"card_number": "4111111111111111"})) == ["card_number"]
	wrong_fields(["v1", "payments"], object.union(payment, {"card_token": "4111111111111111"})) == ["card_token"]
}

test_no_value_is_repeated if {
	answer := requests.allow with input as asking(["v1", "payments"], object.union(payment, {"amount": "4111111111111111"}))
	not contains(answer.body, "4111")
}

test_what_nobody_has_described_is_refused if {
	wrong_fields(["v1", "ledger"], payment) == []
	wrong_fields(["v2", "payments"], payment) == []
	wrong_fields([], payment) == []
}

test_a_body_that_is_none_is_refused if {
	wrong_fields(["v1", "payments"], []) == []
	wrong_fields(["v1", "payments"], "text") == []
	answer := requests.allow with input as {"parsed_path": ["v1", "payments"], "truncated_body": false}
	answer.http_status == 400
}

test_a_body_in_part_is_refused if {
	answer := requests.allow with input as {"parsed_path": ["v1", "payments"], "parsed_body": payment, "truncated_body": true}
	answer.allowed == false
}

test_an_empty_request_is_refused if {
	answer := requests.allow with input as {}
	answer.allowed == false
}
