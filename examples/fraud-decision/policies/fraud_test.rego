package fraud.decision_test

import data.fraud.decision

payment := {"amount": 1999, "currency": "EUR", "country": "DE"}

# A POST of this body to /v1/payments by the one who may pay.
asking(body) := {
	"attributes": {
		"source": {"principal": decision.paying},
		"request": {"http": {"method": "POST", "path": "/v1/payments"}},
	},
	"parsed_path": ["v1", "payments"],
	"parsed_body": body,
	"truncated_body": false,
}

changed(patches) := json.patch(asking(payment), patches)

refused(request) := json.unmarshal(answer.body).refused if {
	answer := decision.allow with input as request
	answer.allowed == false
	answer.http_status == 403
}

test_an_ordinary_payment_passes if {
	answer := decision.allow with input as asking(payment)
	answer == {"allowed": true, "headers": {"x-fraud-decision": "passed"}}
}

test_reading_passes if {
	every method in ["GET", "HEAD"] {
		request := changed([{"op": "replace", "path": "/attributes/request/http/method", "value": method}])
		answer := decision.allow with input as request
		answer.allowed
	}
}

test_the_limit_itself_passes_and_a_cent_more_does_not if {
	answer := decision.allow with input as asking(object.union(payment, {"amount": 1000000}))
	answer.allowed
	refused(asking(object.union(payment, {"amount": 1000001}))) == ["amount"]
}

test_amounts_that_are_none_are_refused if {
	every amount in [0, -1, "1999", null] {
		refused(asking(object.union(payment, {"amount": amount}))) == ["amount"]
	}
	refused(asking(object.remove(payment, ["amount"]))) == ["amount"]
}

test_a_currency_without_a_limit_is_refused if {
	refused(asking(object.union(payment, {"currency": "XXX"}))) == ["amount"]
	refused(asking(object.remove(payment, ["currency"]))) == ["amount"]
}

test_a_blocked_or_missing_country_is_refused if {
	refused(asking(object.union(payment, {"country": "XA"}))) == ["country"]
	refused(asking(object.remove(payment, ["country"]))) == ["country"]
}

test_a_body_in_part_is_refused if {
	refused(changed([{"op": "replace", "path": "/truncated_body", "value": true}])) == ["body"]
}

test_no_body_is_refused if {
	refused(changed([{"op": "remove", "path": "/parsed_body"}])) == ["amount", "body", "country"]
}

test_somebody_else_may_not_pay if {
	other := "spiffe://cluster.local/ns/payments/sa/ledger"
	refused(changed([{"op": "replace", "path": "/attributes/source/principal", "value": other}])) == ["caller"]
	refused(changed([{"op": "remove", "path": "/attributes/source/principal"}])) == ["caller"]
}

test_everything_else_is_refused if {
	every method in ["PUT", "DELETE", "PATCH", "OPTIONS"] {
		refused(changed([{"op": "replace", "path": "/attributes/request/http/method", "value": method}])) == ["request"]
	}
	refused(changed([{"op": "add", "path": "/parsed_path/2", "value": "refund"}])) == ["request"]
	refused({}) == ["request"]
}
