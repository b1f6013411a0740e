package paymentpro.fraud_test

import data.paymentpro.fraud

payment := {"amount": 1999, "currency": "EUR", "country": "DE", "customer_days": 400}

asking(body) := {
	"attributes": {"request": {"http": {"method": "POST", "path": "/v1/decisions"}}},
	"parsed_path": ["v1", "decisions"],
	"parsed_body": body,
	"truncated_body": false,
}

changed(patches) := json.patch(asking(payment), patches)

with_fields(fields) := asking(object.union(payment, fields))

refused(request) := json.unmarshal(answer.body).refused if {
	answer := fraud.allow with input as request
	answer.allowed == false
	answer.http_status == 403
}

passes(request) if {
	answer := fraud.allow with input as request
	answer == {"allowed": true, "headers": {"x-fraud-policy": "passed"}}
}

test_an_ordinary_payment_passes if passes(asking(payment))

test_the_limit_itself_passes_and_a_cent_more_does_not if {
	passes(with_fields({"amount": 1000000}))
	refused(with_fields({"amount": 1000001})) == ["amount"]
}

test_amounts_that_are_none_are_refused if {
	every amount in [0, -1, "1999", null] {
		"amount" in refused(with_fields({"amount": amount}))
	}
	refused(asking(object.remove(payment, ["amount"]))) == ["amount"]
}

test_a_currency_without_a_limit_is_refused if {
	refused(with_fields({"currency": "XXX"})) == ["amount"]
	refused(asking(object.remove(payment, ["currency"]))) == ["amount"]
}

test_a_blocked_or_missing_country_is_refused if {
	refused(with_fields({"country": "XA"})) == ["country"]
	refused(asking(object.remove(payment, ["country"]))) == ["country"]
}

test_strangers_spend_a_tenth if {
	passes(with_fields({"customer_days": 0, "amount": 100000}))
	refused(with_fields({"customer_days": 0, "amount": 100001})) == ["stranger"]
	passes(with_fields({"customer_days": 1, "amount": 100001}))
	refused(asking(object.remove(payment, ["customer_days"]))) == ["stranger"]
	refused(with_fields({"customer_days": "400"})) == ["stranger"]
}

test_a_body_in_part_is_refused if {
	refused(changed([{"op": "replace", "path": "/truncated_body", "value": true}])) == ["body"]
}

test_no_body_is_refused if {
	refused(changed([{"op": "remove", "path": "/parsed_body"}])) == ["amount", "body", "country", "stranger"]
}

test_other_requests_are_refused if {
	every method in ["GET", "PUT", "DELETE"] {
		refused(changed([{"op": "replace", "path": "/attributes/request/http/method", "value": method}])) == ["request"]
	}
	refused(changed([{"op": "add", "path": "/parsed_path/2", "value": "mine"}])) == ["request"]
	refused({}) == ["request"]
}
